import { type Slice, sliceId } from '../../../formats/evaluation/slice-key.ts';
import type { Computation } from './computation.ts';
import type { ScoredExample } from './scored-example.ts';

/** How often an example counts in each of the samples that confidence intervals are estimated from. */
export interface Resampling {
  readonly samples: number;
  /** @param example position in the evaluation; equal positions give equal counts */
  timesIn(example: number, sample: number): number;
}

/** Sums of one slice: unweighted and weighted by example, each a vector a computation, over all and in each sample. */
export interface SliceSums {
  readonly slice: Slice;
  readonly examples: number;
  /** Index 0 is every example; the rest are the samples. */
  readonly unweighted: readonly (readonly Float64Array[])[];
  readonly weighted: readonly (readonly Float64Array[])[];
}

interface MutableSums extends SliceSums {
  examples: number;
}

/** One example with its place, weight and slices. */
export interface WeighedExample {
  readonly position: number;
  readonly weight: number;
  readonly slices: readonly Slice[];
  readonly scored: ScoredExample;
}

/**
 * Accumulates every computation in every slice. Two accumulators of the same computations merge by adding, whatever
 * examples each has seen.
 */
export class SliceAccumulators {
  readonly #computations: readonly Computation[];
  readonly #resampling: Resampling | null;
  readonly #slices = new Map<string, MutableSums>();
  readonly #weights: boolean;

  constructor(options: {
    readonly computations: readonly Computation[];
    readonly resampling: Resampling | null;
    /** Whether sums weighted by example are needed as well. */
    readonly weights: boolean;
  }) {
    this.#computations = options.computations;
    this.#resampling = options.resampling;
    this.#weights = options.weights;
  }

  add(example: WeighedExample): void {
    for (const slice of example.slices) {
      const sums = this.#slice(slice);
      sums.examples += 1;
      const samples = this.#resampling?.samples ?? 0;
      for (let sample = 0; sample <= samples; sample++) {
        const times = sample === 0 ? 1 : (this.#resampling?.timesIn(example.position, sample - 1) ?? 0);
        if (times > 0) {
          this.#addTo(sums, sample, example, times);
        }
      }
    }
  }

  merge(other: SliceAccumulators): void {
    for (const [id, theirs] of other.#slices) {
      const ours = this.#slices.get(id) ?? this.#slice(theirs.slice);
      ours.examples += theirs.examples;
      addVectors(ours.unweighted, theirs.unweighted);
      if (this.#weights) {
        addVectors(ours.weighted, theirs.weighted);
      }
    }
  }

  /** Slices in the order in which they were met, except that the slice of everything comes first. */
  slices(): SliceSums[] {
    return [...this.#slices.values()].sort(
      (a, b) => a.slice.length - b.slice.length || (sliceId(a.slice) < sliceId(b.slice) ? -1 : 1),
    );
  }

  #addTo(sums: SliceSums, sample: number, example: WeighedExample, times: number): void {
    this.#computations.forEach((computation, index) => {
      computation.add(example.scored, times, vector(sums.unweighted, sample, index));
      if (this.#weights) {
        computation.add(example.scored, times * example.weight, vector(sums.weighted, sample, index));
      }
    });
  }

  #slice(slice: Slice): MutableSums {
    const id = sliceId(slice);
    const existing = this.#slices.get(id);
    if (existing !== undefined) {
      return existing;
    }
    const unweighted = this.#zeros();
    const created = { slice, examples: 0, unweighted, weighted: this.#weights ? this.#zeros() : unweighted };
    this.#slices.set(id, created);
    return created;
  }

  #zeros(): Float64Array[][] {
    return Array.from({ length: 1 + (this.#resampling?.samples ?? 0) }, () =>
      this.#computations.map((computation) => new Float64Array(computation.length)),
    );
  }
}

function vector(sums: readonly (readonly Float64Array[])[], sample: number, index: number): Float64Array {
  return sums[sample]?.[index] as Float64Array;
}

function addVectors(
  ours: readonly (readonly Float64Array[])[],
  theirs: readonly (readonly Float64Array[])[],
): void {
  ours.forEach((vectors, sample) => {
    vectors.forEach((sums, index) => {
      const other = vector(theirs, sample, index);
      for (let place = 0; place < sums.length; place++) {
        sums[place] = (sums[place] as number) + (other[place] as number);
      }
    });
  });
}
