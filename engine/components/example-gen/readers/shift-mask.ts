import type { Pixels } from '../../../formats/images/decode-image.ts';
import { ExampleGenError } from '../example-gen-error.ts';

/**
 * Adds the shift to each code of a mask, giving classes from 0.
 * @throws ExampleGenError "bad-mask" at the first pixel whose code is none of a class
 */
export function shiftMask(
  mask: Pixels,
  file: string,
  options: { readonly mask_shift: number; readonly class_names: readonly string[] },
): Pixels {
  const { mask_shift: shift, class_names: classes } = options;
  const data = new Uint8Array(mask.data.length);
  for (let i = 0; i < data.length; i++) {
    const code = (mask.data[i] as number) + shift;
    if (code < 0 || code >= classes.length) throw wrongCode(mask, file, i, shift, classes);
    data[i] = code;
  }
  return { ...mask, data };
}

function wrongCode(
  mask: Pixels,
  file: string,
  index: number,
  shift: number,
  classes: readonly string[],
): ExampleGenError {
  const place = `row ${Math.floor(index / mask.width)}, column ${index % mask.width}`;
  const range = `${-shift} to ${classes.length - 1 - shift}`;
  return new ExampleGenError(
    'bad-mask',
    `The mask "${file}" holds the code ${mask.data[index]} at ${place}; codes are ${range} (${classes.join(', ')})`,
    {
      location: { file, offset: index },
      hint: 'Correct the mask, or set class_names and mask_shift to the codes that the masks use.',
    },
  );
}
