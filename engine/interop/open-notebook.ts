import { splitsOf } from '../components/examples-artifact.ts';
import type { Session } from '../orchestrator/session.ts';
import type { Properties } from '../pipeline/component.ts';
import type { Notebook } from '../pipeline/notebook.ts';
import type { WrittenBy } from './tfx/read-tfx-source.ts';

/** A notebook to export, and what its cells have written. */
export interface OpenNotebook {
  readonly notebook: Notebook;
  readonly path: string;
  readonly written: WrittenBy;
}

/** The notebook of a session as exports see it. */
export function openNotebook(session: Session): OpenNotebook {
  const { cells } = session.view();
  return {
    notebook: session.notebook,
    path: session.path,
    written: (id, output) => {
      const cell = cells.find((candidate) => candidate.id === id);
      const artifact = cell?.kind === 'component' ? cell.result?.outputs[output]?.[0] : undefined;
      if (artifact === undefined || cell?.kind !== 'component') return undefined;
      return {
        path: session.reader.knownArtifact(artifact.id).path,
        splits: splitsOf({ properties: artifact.properties as Properties }),
        isFresh: cell.freshness.state === 'fresh',
      };
    },
  };
}
