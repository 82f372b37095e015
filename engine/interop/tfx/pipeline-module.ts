import type { Notebook, RuntimeParameter } from '../../pipeline/notebook.ts';
import type { ExportNote } from '../exported-file.ts';
import { lineLength, printPython } from '../python/print-python.ts';
import { type Argument, call, code, list, literal, type Python } from '../python/python-code.ts';
import { pythonComment } from '../python/python-text.ts';

/** A part of the function that builds the pipeline. */
export type PipelineStep =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'cell'; readonly variable: string; readonly expression: Python };

export interface PipelineModuleOptions {
  readonly notebook: Notebook;
  readonly notebookFolder: string;
  /** Python names of the runtime parameters. */
  readonly arguments: ReadonlyMap<string, string>;
  readonly imports: readonly string[];
  readonly definitions: readonly string[];
  readonly notes: readonly ExportNote[];
  readonly steps: readonly PipelineStep[];
  readonly variables: readonly string[];
}

const indent = '    ';

/** The text of pipeline.py, as black would format it. */
export function pipelineModule(options: PipelineModuleOptions): string {
  const { notebook, imports, steps } = options;
  const body = steps.flatMap((step) => [...printStep(step), '']);
  const uses = (name: string) => steps.some((step) => step.kind === 'cell' && holds(step.expression, name));
  const parts = [
    header(options),
    printImports(imports),
    constants(options),
    ...options.definitions,
    ...(uses('to_write') ? [toWrite] : []),
    ...(uses('"pipeline.read_environment"') ? [readEnvironment] : []),
    [
      ...signature(notebook, options.arguments),
      `${indent}"""Builds the pipeline, with the runtime parameters of the notebook."""`,
      ...body,
      ...returned(options),
    ].join('\n'),
    main,
  ];
  return `${parts.join('\n\n')}\n`;
}

function header({ notebook, notes }: PipelineModuleOptions): string {
  const lines = [
    '"""A pipeline of TFX 1.15 or 1.16, exported from a notebook of Millrace.',
    '',
    'Its nodes have the names of the cells. Run it with: python pipeline.py',
    '"""',
    '',
    ...pythonComment(`Notebook: ${notebook.name}`),
    ...(notebook.description === undefined ? [] : pythonComment(notebook.description.trimEnd())),
  ];
  if (notes.length === 0) return lines.join('\n');
  return [
    ...lines,
    '#',
    '# What is not as in the notebook, and what is to be written by hand:',
    '#',
    ...notes.flatMap(({ cell, message }) => wrappedItem(cell === null ? message : `${cell}: ${message}.`)),
  ].join('\n');
}

/** An item of a list in a comment, broken between words where it is long. */
function wrappedItem(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '-';
  for (const word of text.split(/\s+/)) {
    if (line.length + 1 + word.length > lineLength - 2 && line.trim() !== '-') {
      lines.push(line);
      line = ' ';
    }
    line += ` ${word}`;
  }
  return [...lines, line].flatMap(pythonComment);
}

/** Standard library, other packages, and in each the plain imports first. */
function printImports(imports: readonly string[]): string {
  const all = ['from absl import logging', 'from tfx import v1 as tfx', ...imports];
  const plain = all.filter((line) => line.startsWith('import '));
  const named = all.filter((line) => !line.startsWith('import '));
  return ['import os', '', ...plain.sort(), ...named.sort()].join('\n');
}

function constants({ notebook, notebookFolder }: PipelineModuleOptions): string {
  const joined = call('os.path.join', {}, [code('EXPORT_FOLDER'), literal(notebookFolder)]);
  const folder = call('os.path.normpath', {}, [joined]);
  return [
    `PIPELINE_NAME = ${printPython(literal(notebook.name), '', 0)}`,
    'EXPORT_FOLDER = os.path.dirname(os.path.abspath(__file__))',
    `NOTEBOOK_FOLDER = ${printPython(folder, '', 18)}`,
    'PIPELINE_ROOT = os.path.join(EXPORT_FOLDER, "pipeline_root")',
    'METADATA_PATH = os.path.join(PIPELINE_ROOT, "metadata.db")',
  ].join('\n');
}

const toWrite = `
def to_write(message: str) -> str:
    """Stands where the export could not know what TFX needs."""
    raise NotImplementedError(message)`;

const readEnvironment = `
def read_environment(name: str) -> str:
    """Reads a secret, so that its name alone is kept in the metadata."""
    return os.environ[name]`;

const main = `
if __name__ == "__main__":
    logging.set_verbosity(logging.INFO)
    tfx.orchestration.LocalDagRunner().run(create_pipeline())`;

const pythonTypes = { integer: 'int', number: 'float', string: 'str', boolean: 'bool' } as const;

function signature(notebook: Notebook, names: ReadonlyMap<string, string>): readonly string[] {
  const parameters = notebook.runtimeParameters.map((parameter) => printArgument(parameter, names));
  const flat = `def create_pipeline(${parameters.join(', ')}) -> tfx.dsl.Pipeline:`;
  if (flat.length <= lineLength || parameters.length === 0) return [`\n${flat}`];
  return [
    '\ndef create_pipeline(',
    ...parameters.map((line) => `${indent}${line},`),
    ') -> tfx.dsl.Pipeline:',
  ];
}

function printArgument({ name, type, value }: RuntimeParameter, names: ReadonlyMap<string, string>): string {
  const shown =
    typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : (value as string | number | boolean);
  return `${names.get(name)}: ${pythonTypes[type]} = ${printPython(literal(shown), '', 0)}`;
}

function printStep(step: PipelineStep): readonly string[] {
  if (step.kind === 'note')
    return pythonComment(step.text.replace(/\s+$/, '')).map((line) => `${indent}${line}`);
  const start = `${indent}${step.variable} = `;
  return [start + printPython(step.expression, indent, start.length)];
}

function returned({ variables }: PipelineModuleOptions): readonly string[] {
  const expression = call('tfx.dsl.Pipeline', {
    pipeline_name: code('PIPELINE_NAME'),
    pipeline_root: code('PIPELINE_ROOT'),
    components: list(variables.map(code)),
    enable_cache: literal(true),
    metadata_connection_config: call('tfx.orchestration.metadata.sqlite_metadata_connection_config', {}, [
      code('METADATA_PATH'),
    ]),
  });
  return [`${indent}return ${printPython(expression, indent, indent.length + 7)}`];
}

function holds(expression: Python, text: string): boolean {
  switch (expression.kind) {
    case 'code':
      return expression.text === text;
    case 'list':
      return expression.items.some((item) => holds(item, text));
    case 'dict':
      return expression.entries.some(([, value]) => holds(value, text));
    case 'call':
      return expression.callee === text || expression.args.some(({ value }: Argument) => holds(value, text));
  }
}
