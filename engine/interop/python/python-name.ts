/** Python's keywords, and the builtins that generated code must not hide. */
const RESERVED = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda match nonlocal not or pass raise return try type while with yield ' +
    'abs all any bin bool bytes callable chr compile complex dict dir enumerate eval exec filter float format ' +
    'frozenset getattr hash help hex id input int isinstance iter len list locals map max min next object oct open ' +
    'ord pow print property range repr reversed round set slice sorted str sum super tuple vars zip'
  ).split(' '),
);

/** Gives names of a notebook Python identifiers, each its own. */
export class PythonNames {
  readonly #taken: Set<string>;

  /** `taken` are identifiers that the code around uses. */
  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  /** @returns `name` in snake case, with a number where that is taken */
  add(name: string): string {
    const snake = name
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
      .toLowerCase()
      .replaceAll(/[^a-z0-9_]+/g, '_');
    const word = /^[a-z]/.test(snake) ? snake : `x_${snake}`;
    const identifier = RESERVED.has(word) ? `${word}_` : word;
    let unique = identifier;
    for (let number = 2; this.#taken.has(unique); number += 1) unique = `${identifier}_${number}`;
    this.#taken.add(unique);
    return unique;
  }
}
