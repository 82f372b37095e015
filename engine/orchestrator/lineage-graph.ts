import type { MethodResult } from '../contract/index.ts';
import type { EventLink } from '../metadata/event-table.ts';
import { toArtifactView, toExecutionView } from './execution-views.ts';
import type { PipelineContext } from './pipeline-context.ts';

export type LineageGraph = MethodResult<'lineage.graph'>;
export type LineageStart = { readonly artifactId: number } | { readonly executionId: number };

/** A graph larger than this helps nobody; the nearest parts are kept. */
const maximumNodes = 400;

/**
 * What made an artifact or execution, back to the sources, and what was made from it. Upstream only upstream edges
 * are followed and downstream only downstream ones, so that siblings stay out.
 *
 * @throws MetadataError when there is no such artifact or execution
 */
export function lineageGraph(context: PipelineContext, start: LineageStart): LineageGraph {
  const walk = new LineageWalk(context, start);
  walk.follow('up');
  walk.follow('down');
  return walk.graph();
}

type Node = `artifact ${number}` | `execution ${number}`;

class LineageWalk {
  readonly #context: PipelineContext;
  readonly #start: Node;
  readonly #nodes: Set<Node>;
  readonly #edges = new Map<string, EventLink>();

  constructor(context: PipelineContext, start: LineageStart) {
    this.#context = context;
    this.#start = 'artifactId' in start ? `artifact ${start.artifactId}` : `execution ${start.executionId}`;
    this.#nodes = new Set([this.#start]);
  }

  follow(direction: 'up' | 'down'): void {
    const queue: Node[] = [this.#start];
    const seen = new Set(queue);
    for (const node of queue) {
      for (const link of this.#links(node, direction)) {
        const next: Node = node.startsWith('artifact')
          ? `execution ${link.executionId}`
          : `artifact ${link.artifactId}`;
        if (this.#nodes.size >= maximumNodes && !this.#nodes.has(next)) {
          continue;
        }
        this.#nodes.add(next);
        this.#edges.set(`${link.executionId} ${link.artifactId} ${link.direction} ${link.key}`, link);
        if (!seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
      }
    }
  }

  graph(): LineageGraph {
    return {
      nodes: [...this.#nodes].map((node) => this.#view(node)),
      edges: [...this.#edges.values()].map(({ executionId, artifactId, direction, key }) => ({
        executionId,
        artifactId,
        direction,
        key,
      })),
    };
  }

  /** Up: from an artifact to its maker, from an execution to what it read. Down: the other way. */
  #links(node: Node, direction: 'up' | 'down'): readonly EventLink[] {
    const { store } = this.#context;
    const id = idOf(node);
    if (node.startsWith('execution')) {
      const wanted = direction === 'up' ? 'input' : 'output';
      return store.events.ofExecution(id).filter((link) => link.direction === wanted);
    }
    const links = store.events.ofArtifact(id);
    if (direction === 'down') {
      return links.filter((link) => link.direction === 'input');
    }
    // Later OUTPUT events are reuses: what made an artifact is the first.
    return links.filter((link) => link.direction === 'output').slice(0, 1);
  }

  #view(node: Node): LineageGraph['nodes'][number] {
    const { store } = this.#context;
    return node.startsWith('artifact')
      ? { kind: 'artifact', artifact: toArtifactView(this.#context, store.artifacts.get(idOf(node))) }
      : { kind: 'execution', execution: toExecutionView(this.#context, store.query.get(idOf(node))) };
  }
}

function idOf(node: Node): number {
  return Number(node.split(' ')[1]);
}
