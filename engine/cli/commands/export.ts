import path from 'node:path';
import { writeExport } from '../../interop/write-export.ts';
import { loadNotebook } from '../../pipeline/load-notebook.ts';
import type { Command } from '../command.ts';
import { exportFiles, exportKinds } from '../export/export-files.ts';
import { parseResources } from '../export/parse-resources.ts';
import { standardOutput } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  out: { type: 'string' },
  image: { type: 'string', default: 'us-docker.pkg.dev/PROJECT/millrace/IMAGE:latest' },
  'pipeline-root': { type: 'string', default: 'gs://BUCKET/pipeline_output' },
  project: { type: 'string', default: 'my-project' },
  resources: { type: 'string', multiple: true },
  root: { type: 'string' },
  /** Files that are there already and differ. */
  replace: { type: 'boolean' },
} as const;

export const exportCommand: Command = {
  usage: `export ${exportKinds.join('|')} NOTEBOOK --out DIR [--replace] [--root DIR] [--image IMAGE] [--pipeline-root URI] [--project ID] [--resources CELL=cpu:4,memory:16,accelerator:NVIDIA_TESLA_T4]...`,
  summary:
    'writes the workflows, the compiled pipeline, the image or the TFX pipeline for running the notebook elsewhere',
  async run(args) {
    const { values, positionals } = parseArguments(args, options);
    const [kindName, notebook] = positionals;
    const kind = exportKinds.find((known) => known === kindName);
    if (kind === undefined)
      throw new UsageError(`export knows ${exportKinds.join(', ')}, not "${kindName ?? ''}"`);
    if (notebook === undefined || values.out === undefined)
      throw new UsageError('export needs a notebook and --out');
    const out = path.resolve(values.out);
    const { files, notes } = await exportFiles(kind, {
      notebook: (await loadNotebook(notebook)).notebook,
      file: notebook,
      out,
      root: values.root,
      notebookPath: pathInRepository(out, notebook),
      image: values.image,
      pipelineRoot: values['pipeline-root'],
      project: values.project,
      resources: Object.fromEntries((values.resources ?? []).map(parseResources)),
    });
    const written = await writeExport(out, files, () => (values.replace ? 'replace' : undefined));
    for (const name of written) standardOutput.result(path.join(out, name));
    for (const { cell, message } of notes)
      standardOutput.say(cell === null ? message : `${cell}: ${message}`);
    return 0;
  },
};

/** Where a notebook lies in the repository that the files are written for; its bare name when it lies outside. */
function pathInRepository(out: string, notebook: string): string {
  const relative = path.relative(out, path.resolve(notebook)).split(path.sep).join('/');
  return relative.startsWith('../') ? path.basename(notebook) : relative;
}
