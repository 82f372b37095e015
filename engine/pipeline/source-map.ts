import { type Document, isMap, isNode, isScalar, type LineCounter, type Node } from 'yaml';

export type SourcePath = readonly (string | number)[];

export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** Finds the line and column at which a value of a YAML document is written; both count from 1. */
export class SourceMap {
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  /** The position of a key where the path ends in one, else of the value; of the nearest parent if absent. */
  locate(path: SourcePath): SourcePosition {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#find(path.slice(0, length));
      if (node?.range) {
        const { line, col } = this.#lines.linePos(node.range[0]);
        return { line, column: col };
      }
    }
    return { line: 1, column: 1 };
  }

  #find(path: SourcePath): Node | undefined {
    const parent = path.length > 0 ? this.#document.getIn(path.slice(0, -1), true) : undefined;
    const last = path.at(-1);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last);
      return isNode(pair?.key) ? pair.key : undefined;
    }
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    return isNode(node) ? node : undefined;
  }
}
