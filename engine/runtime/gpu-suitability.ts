import type { NvidiaGpu } from './nvidia-gpu.ts';

/** CUDA 12 runs on drivers from 525 on (NVIDIA's table of minor version compatibility). */
const oldestDriver = 525;

/** The oldest architecture that TensorFlow 2.21's wheels hold code for. */
const oldestCapability = 6;

/** Whether the GPU build would run here: the card it would use, or why not. */
export type Suitability =
  | { readonly suitable: true; readonly card: string }
  | { readonly suitable: false; readonly reason: string };

/** Judges the cards of a machine. */
export function judgeGpus(platform: string, cards: readonly NvidiaGpu[]): Suitability {
  if (platform !== 'linux-x64') return unsuitable('the GPU build exists for Linux on x64 only');
  const [first] = cards;
  if (first === undefined) return unsuitable('no NVIDIA card answers; check that "nvidia-smi" works');
  const fit = cards.find((card) => card.computeCapability >= oldestCapability);
  if (fit === undefined) {
    return unsuitable(
      `${first.name} has compute capability ${first.computeCapability}, needed is ${oldestCapability}`,
    );
  }
  if (Number.parseInt(fit.driver, 10) < oldestDriver) {
    return unsuitable(`the driver is ${fit.driver}, needed is ${oldestDriver} or newer`);
  }
  return { suitable: true, card: fit.name };
}

const unsuitable = (reason: string): Suitability => ({ suitable: false, reason });
