import type { DoctorCheck } from '../../contract/system.ts';
import { encoderFile } from '../../runtime/encoder-file.ts';
import { mendInstallation } from './mend-installation.ts';

/** Looks for the pretrained MobileNetV2 that segmentation models start from. */
export async function checkEncoder(): Promise<DoctorCheck> {
  const file = encoderFile();
  return {
    name: 'Pretrained encoder',
    ok: file !== null,
    found: file ?? 'not here; models start from random weights and need more steps',
    mend: mendInstallation(),
    optional: true,
  };
}
