import sharp from 'sharp';
import type { ClassLegendEntry } from '../class-legend.ts';
import { savedModelFolder } from './saved-model-folder.ts';
import { ModelRunError, type SignatureProcess } from './signature-process.ts';

export interface PredictedMask {
  /** PNG in the classes' colours, base64. */
  readonly mask: string;
  readonly width: number;
  readonly height: number;
  readonly milliseconds: number;
  readonly classes: readonly (ClassLegendEntry & { readonly fraction: number })[];
}

export interface PredictOptions {
  readonly process: SignatureProcess;
  /** The Model artifact's folder. */
  readonly path: string;
  /** An encoded image, base64. */
  readonly image: string;
  readonly legend: (classes: number) => readonly ClassLegendEntry[];
  readonly signal: AbortSignal;
}

/** Runs `serving_default` on one image, exactly as a server would. @throws ModelRunError */
export async function predictImage({
  process,
  path,
  image,
  legend,
  signal,
}: PredictOptions): Promise<PredictedMask> {
  const start = performance.now();
  const outputs = await process.run(
    {
      directory: savedModelFolder(path),
      signature: 'serving_default',
      inputs: { string_input: { dtype: 'string', shape: [1], data: [webSafe(image)] } },
    },
    signal,
  );
  const milliseconds = performance.now() - start;
  const mask = outputs.seg_mask;
  const [, height, width] = mask?.shape ?? [];
  if (mask === undefined || height === undefined || width === undefined) {
    throw new ModelRunError('model-run-failed', 'The model gives no mask for an image', {
      hint: 'Only segmentation models can be tried on a picture',
    });
  }
  const codes = Uint8Array.from(mask.data as BigInt64Array, Number);
  const classes = withFractions(codes, legend(Math.max(...codes) + 1));
  const png = await paint(codes, { width, height, classes });
  return { mask: png.toString('base64'), width, height, milliseconds, classes };
}

/** TensorFlow decodes only the alphabet of RFC 4648, section 5. */
function webSafe(base64: string): Uint8Array {
  const plain = base64.replace(/^data:[^,]*,/, '').replace(/\s/g, '');
  return new TextEncoder().encode(plain.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
}

function withFractions(codes: Uint8Array, legend: readonly ClassLegendEntry[]): PredictedMask['classes'] {
  const counts = new Float64Array(256);
  for (const code of codes) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return legend.map((entry) => ({ ...entry, fraction: (counts[entry.code] ?? 0) / codes.length }));
}

async function paint(
  codes: Uint8Array,
  { width, height, classes }: Pick<PredictedMask, 'width' | 'height' | 'classes'>,
): Promise<Buffer> {
  const colors = classes.map(({ color }) => Buffer.from(color.slice(1), 'hex'));
  const pixels = Buffer.alloc(codes.length * 3);
  for (const [index, code] of codes.entries()) {
    colors[code]?.copy(pixels, index * 3);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
