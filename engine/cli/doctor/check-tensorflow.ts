import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { DoctorCheck } from '../../contract/system.ts';
import { mendInstallation } from './mend-installation.ts';

const probeSchema = z.object({ version: z.string(), device: z.enum(['cpu', 'gpu']), trace: z.literal(64) });

/** Loads TensorFlow in a process of its own and multiplies two matrices with it. */
export async function checkTensorflow(): Promise<DoctorCheck> {
  const base = { name: 'TensorFlow', optional: false } as const;
  const result = await probe();
  if ('error' in result) {
    return { ...base, ok: false, found: result.error, mend: mendInstallation() };
  }
  return { ...base, ok: true, found: `${result.version}, computes on the ${result.device.toUpperCase()}` };
}

/** Returns what the loaded TensorFlow says of itself, or why it did not load. */
function probe(): Promise<z.infer<typeof probeSchema> | { readonly error: string }> {
  const script = fileURLToPath(new URL('./probe-tensorflow.ts', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [script], { timeout: 60_000 }, (error, output, errors) => {
      if (!error) return resolve(probeSchema.parse(JSON.parse(output.trim().split('\n').at(-1) ?? '')));
      const reason =
        /Error: (.*)/.exec(errors)?.[1] ?? `the process ended with ${error.signal ?? error.code}`;
      resolve({ error: `does not load: ${reason}` });
    });
  });
}
