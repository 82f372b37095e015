import type { NamedTensors } from '../../tensorflow/saved-model/session.ts';
import { TensorFlowError } from '../../tensorflow/tensorflow-error.ts';
import { TrainerError } from './trainer-error.ts';

/**
 * A batch size that fits where `size` did not: the largest of its half, its quarter... as TensorFlow waits ten seconds
 * before it gives a size up, the range is halved with each try.
 *
 * @param run does the work with so many examples; its results are lost, as those of a training that has failed
 * @returns null when not even one example fits
 */
export function fittingSize(size: number, run: (rows: number) => void): number | null {
  const sizes: number[] = [];
  for (let rows = Math.floor(size / 2); rows >= 1; rows = Math.floor(rows / 2)) {
    sizes.unshift(rows);
  }
  let [fitting, tooLarge] = [-1, sizes.length];
  while (tooLarge - fitting > 1) {
    const middle = Math.floor((fitting + tooLarge) / 2);
    if (fits(sizes[middle] as number, run)) {
      fitting = middle;
    } else {
      tooLarge = middle;
    }
  }
  return sizes[fitting] ?? null;
}

function fits(rows: number, run: (rows: number) => void): boolean {
  try {
    run(rows);
    return true;
  } catch (cause) {
    if (cause instanceof TensorFlowError && cause.code === 'out-of-memory') {
      return false;
    }
    throw cause;
  }
}

/** The first examples of a batch. */
export function firstRows(batch: NamedTensors, rows: number): NamedTensors {
  return Object.fromEntries(
    Object.entries(batch).map(
      ([
        name,
        {
          dtype,
          shape: [all = 1, ...shape],
          data,
        },
      ]) => [name, { dtype, shape: [rows, ...shape], data: data.slice(0, (data.length / all) * rows) }],
    ),
  );
}

/** The error that says how many examples were too many, and how many are not. */
export function outOfMemory(size: number, fitting: number | null, cause: TensorFlowError): TrainerError {
  return new TrainerError('out-of-memory', `A batch of ${size} examples does not fit into memory`, {
    hint: fitting === null ? 'Use a smaller model or smaller images' : `A batch of ${fitting} fits`,
    location: { parameter: 'batch_size' },
    ...(cause.details === undefined ? {} : { details: cause.details }),
    cause,
  });
}
