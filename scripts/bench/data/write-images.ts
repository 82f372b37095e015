import { encodeExample } from '../../../engine/formats/example/encode-example.ts';
import { floatFeature, intFeature } from '../../../engine/formats/example/feature-value.ts';
import { RecordWriter } from '../../../engine/formats/tfrecord/record-writer.ts';

const SIDE = 128;

/**
 * Writes drawn images with masks in the seed's layout, 262,245 bytes each: a disc of noisy colour on a noisy gradient, in
 * the quarter steps that bilinear resizing by half leaves.
 */
export async function writeImages(file: string, count: number): Promise<void> {
  await using writer = await RecordWriter.create(file);
  const random = randomNumbers(count);
  for (let i = 0; i < count; i++) await writer.write(drawExample(random));
}

function drawExample(random: () => number): Uint8Array {
  const [x0, y0, radius] = [30 + random() * 70, 30 + random() * 70, 15 + random() * 20];
  const colors = Array.from({ length: 6 }, () => random() * 255);
  const image = new Float32Array(SIDE * SIDE * 3);
  const label = new Float32Array(SIDE * SIDE);
  for (let i = 0; i < label.length; i++) {
    const distance = Math.hypot((i % SIDE) - x0, Math.floor(i / SIDE) - y0) - radius;
    label[i] = distance < -1 ? 0 : distance < 1 ? 2 : 1;
    const noise = (random() - 0.5) * 16;
    for (let c = 0; c < 3; c++) {
      const color = (colors[distance < 0 ? c : c + 3] ?? 0) + noise + (i / label.length) * 40;
      image[i * 3 + c] = Math.round(Math.min(255, Math.max(0, color)) * 4) / 4;
    }
  }
  return encodeExample(
    new Map([
      ['image', floatFeature(image)],
      ['image_shape', intFeature([SIDE, SIDE, 3])],
      ['label', floatFeature(label)],
      ['label_shape', intFeature([SIDE, SIDE])],
    ]),
  );
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator with Knuth's constants). */
export function randomNumbers(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 11n) / 2 ** 53;
  };
}
