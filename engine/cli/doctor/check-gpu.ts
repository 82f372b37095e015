import type { DoctorCheck } from '../../contract/system.ts';
import { nvidiaGpus } from '../../runtime/nvidia-gpu.ts';

/** Names the NVIDIA cards that a driver answers for. */
export async function checkGpu(): Promise<DoctorCheck> {
  const cards = await nvidiaGpus();
  return {
    name: 'GPU',
    ok: cards.length > 0,
    found:
      cards.map((card) => `${card.name}, driver ${card.driver}`).join('; ') ||
      'no NVIDIA card answers; training runs on the CPU',
    optional: true,
  };
}
