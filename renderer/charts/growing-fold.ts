/**
 * A fold over lists that only ever grow at their end, as those of a running training do: what was folded once is not
 * gone through again when the list has grown, so that a value more costs no more at the end of a long training. `list`
 * names what a source is known by; `add` takes in the place `index` of it.
 */
export function growingFold<Source, Result>({
  list,
  start,
  add,
}: {
  readonly list: (source: Source) => readonly unknown[];
  readonly start: () => Result;
  readonly add: (result: Result, source: Source, index: number) => void;
}): (source: Source) => Readonly<Result> {
  const known = new WeakMap<readonly unknown[], { length: number; result: Result }>();
  return (source) => {
    const values = list(source);
    const folded = known.get(values) ?? { length: 0, result: start() };
    for (let index = folded.length; index < values.length; index += 1) {
      add(folded.result, source, index);
    }
    folded.length = values.length;
    known.set(values, folded);
    return folded.result;
  };
}
