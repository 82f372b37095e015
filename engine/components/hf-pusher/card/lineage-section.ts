import { componentCells } from '../../../pipeline/notebook.ts';
import type { CardFacts } from './card-facts.ts';
import { versionDate } from './card-facts.ts';
import { codeSpan, section, table } from './markdown.ts';

/** What this version was made from: artifacts with their digests, and the cells of the notebook. */
export function lineageSection({ material, notebook, version }: CardFacts): string | null {
  const artifacts = Object.entries(material.inputs).flatMap(([key, list]) =>
    list.map((artifact) => [
      key,
      artifact.type,
      String(artifact.id),
      artifact.digest === null ? '' : codeSpan(artifact.digest.slice(0, 19)),
    ]),
  );
  const cells = notebook === null ? [] : componentCells(notebook);
  const steps = cells.map((cell) => codeSpan(cell.id)).join(' → ');
  return section(2, 'Lineage', [
    `Pipeline ${codeSpan(material.pipelineName)}, pushed as ${codeSpan(version)} on ${versionDate(version)} by Millrace. The notebook and its modules are in \`pipeline/\`, every file with its digest in \`millrace.json\`.`,
    steps === '' ? null : `Cells: ${steps}`,
    table(['Input', 'Type', 'Artifact', 'Digest'], artifacts),
  ]);
}
