import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
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
} as const;

export const exportCommand: Command = {
  usage: `export ${exportKinds.join('|')} NOTEBOOK --out DIR [--image IMAGE] [--pipeline-root URI] [--project ID] [--resources CELL=cpu:4,memory:16,accelerator:NVIDIA_TESLA_T4]...`,
  summary: 'writes the workflows, the compiled pipeline or the image for running the notebook elsewhere',
  async run(args) {
    const { values, positionals } = parseArguments(args, options);
    const [kindName, notebook] = positionals;
    const kind = exportKinds.find((known) => known === kindName);
    if (kind === undefined)
      throw new UsageError(`export knows ${exportKinds.join(', ')}, not "${kindName ?? ''}"`);
    if (notebook === undefined || values.out === undefined)
      throw new UsageError('export needs a notebook and --out');
    const out = path.resolve(values.out);
    const files = await exportFiles(kind, {
      notebook: (await loadNotebook(notebook)).notebook,
      notebookPath: pathInRepository(out, notebook),
      image: values.image,
      pipelineRoot: values['pipeline-root'],
      project: values.project,
      resources: Object.fromEntries((values.resources ?? []).map(parseResources)),
    });
    for (const { path: name, text } of files) {
      const file = path.join(out, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
      standardOutput.result(file);
    }
    return 0;
  },
};

/** Where a notebook lies in the repository that the files are written for; its bare name when it lies outside. */
function pathInRepository(out: string, notebook: string): string {
  const relative = path.relative(out, path.resolve(notebook)).split(path.sep).join('/');
  return relative.startsWith('../') ? path.basename(notebook) : relative;
}
