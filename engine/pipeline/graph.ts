import { type ComponentCell, parseReference } from './notebook.ts';

export interface Edge {
  readonly from: string;
  readonly output: string;
  readonly to: string;
  readonly input: string;
}

/** The edges between cells, one for each reference to a cell that exists. */
export function edgesBetween(cells: readonly ComponentCell[]): readonly Edge[] {
  const ids = new Set(cells.map((cell) => cell.id));
  return cells.flatMap((cell) =>
    Object.entries(cell.inputs).flatMap(([input, references]) =>
      references.flatMap((reference) => {
        const parsed = parseReference(reference);
        return parsed && ids.has(parsed.cell)
          ? [{ from: parsed.cell, output: parsed.output, to: cell.id, input }]
          : [];
      }),
    ),
  );
}

/** A directed graph of cell ids: who needs whom. */
export class CellGraph {
  readonly #ids: readonly string[];
  readonly #parents = new Map<string, Set<string>>();
  readonly #children = new Map<string, Set<string>>();

  constructor(ids: readonly string[], edges: readonly Pick<Edge, 'from' | 'to'>[]) {
    this.#ids = ids;
    for (const id of ids) {
      this.#parents.set(id, new Set());
      this.#children.set(id, new Set());
    }
    for (const { from, to } of edges) {
      this.#parents.get(to)?.add(from);
      this.#children.get(from)?.add(to);
    }
  }

  static of(cells: readonly ComponentCell[]): CellGraph {
    return new CellGraph(
      cells.map((cell) => cell.id),
      edgesBetween(cells),
    );
  }

  parents(id: string): readonly string[] {
    return [...(this.#parents.get(id) ?? [])];
  }

  children(id: string): readonly string[] {
    return [...(this.#children.get(id) ?? [])];
  }

  /** Every cell that `id` needs, directly or not; without itself. */
  ancestors(id: string): ReadonlySet<string> {
    return this.#reach(id, this.#parents);
  }

  /** Every cell that needs `id`, directly or not; without itself. */
  descendants(id: string): ReadonlySet<string> {
    return this.#reach(id, this.#children);
  }

  /**
   * TFX's order: layers from sources to sinks, each sorted by id in plain string order. Cells of a cycle, and what
   * needs them, are left out.
   */
  topologicalOrder(): readonly string[] {
    const order: string[] = [];
    const missing = new Map(this.#ids.map((id) => [id, this.parents(id).length]));
    let layer = this.#ids.filter((id) => missing.get(id) === 0);
    while (layer.length > 0) {
      order.push(...layer.sort(inPlainOrder));
      const next: string[] = [];
      for (const child of layer.flatMap((id) => this.children(id))) {
        const left = (missing.get(child) ?? 0) - 1;
        missing.set(child, left);
        if (left === 0) {
          next.push(child);
        }
      }
      layer = next;
    }
    return order;
  }

  /** One cycle as the list of its cells, beginning with the first in the notebook; empty when there is none. */
  findCycle(): readonly string[] {
    return this.#ids.map((id) => this.#cycleThrough(id)).find((cycle) => cycle.length > 0) ?? [];
  }

  #cycleThrough(start: string): readonly string[] {
    const cameFrom = new Map<string, string>();
    const queue = [start];
    for (const id of queue) {
      for (const child of this.children(id)) {
        if (child === start) {
          return pathTo(id, cameFrom, start);
        }
        if (!cameFrom.has(child)) {
          cameFrom.set(child, id);
          queue.push(child);
        }
      }
    }
    return [];
  }

  #reach(id: string, next: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
    const found = new Set<string>();
    const queue = [...(next.get(id) ?? [])];
    for (const current of queue) {
      if (!found.has(current)) {
        found.add(current);
        queue.push(...(next.get(current) ?? []));
      }
    }
    return found;
  }
}

function inPlainOrder(left: string, right: string): number {
  return left < right ? -1 : 1;
}

function pathTo(end: string, cameFrom: ReadonlyMap<string, string>, start: string): readonly string[] {
  const path = [end];
  for (let id = end; id !== start; ) {
    id = cameFrom.get(id) ?? start;
    path.unshift(id);
  }
  return path;
}
