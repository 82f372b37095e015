import { findComponent } from '../../components/registry.ts';
import type { ComponentDefinition } from '../../pipeline/component.ts';
import { CellGraph } from '../../pipeline/graph.ts';
import {
  type Cell,
  type ComponentCell,
  componentCells,
  type Notebook,
  parseReference,
} from '../../pipeline/notebook.ts';
import { resolveParameters } from '../../pipeline/resolve-parameters.ts';
import type { Export, ExportedFile, ExportNote } from '../exported-file.ts';
import { call, code, list, literal, type Python } from '../python/python-code.ts';
import { PythonNames } from '../python/python-name.ts';
import { pythonString } from '../python/python-text.ts';
import { ExportError } from '../write-export.ts';
import { CellParameters } from './cell-parameters.ts';
import type { CellScope, UserFunction } from './cell-scope.ts';
import { exporters } from './exporters.ts';
import { type PipelineStep, pipelineModule } from './pipeline-module.ts';
import type { TfxSource } from './tfx-source.ts';
import { userModule } from './user-module.ts';

/** Names that the generated module has besides those of cells. */
const ownNames = ['os', 'logging', 'tfx', 'tfdv', 'tfma', 'text_format', 'channel_utils', 'executor_spec'];
const ownFunctions = ['parquet_executor', 'create_pipeline', 'to_write', 'read_environment'];

/**
 * Writes a notebook as a Python module that builds the same pipeline with TFX, and a module for each TypeScript module to
 * be written anew. Everything that TFX has no counterpart for is in the notes and at the head of the module.
 *
 * @throws ExportError "cannot-export" when a cell's parameters are not valid
 */
export function exportToTfx(source: TfxSource): Export {
  return new TfxExport(source).run();
}

class TfxExport {
  readonly #source: TfxSource;
  readonly #notebook: Notebook;
  readonly #names = new PythonNames([...ownNames, ...ownFunctions]);
  /** Python names of runtime parameters and of the cells that are exported. */
  readonly #arguments: ReadonlyMap<string, string>;
  readonly #variables = new Map<string, string>();
  readonly #steps: PipelineStep[] = [];
  readonly #notes: ExportNote[] = [];
  readonly #imports = new Set<string>();
  readonly #definitions: string[] = [];
  readonly #files: ExportedFile[] = [];

  constructor(source: TfxSource) {
    this.#source = source;
    this.#notebook = source.notebook;
    this.#arguments = new Map(
      source.notebook.runtimeParameters.map(({ name }) => [name, this.#names.add(name)]),
    );
  }

  run(): Export {
    for (const cell of inOrder(this.#notebook.cells)) {
      if (cell.kind === 'note') this.#steps.push({ kind: 'note', text: cell.text });
      else this.#exportCell(cell);
    }
    const text = pipelineModule({
      notebook: this.#notebook,
      notebookFolder: this.#source.notebookFolder,
      arguments: this.#arguments,
      imports: [...this.#imports],
      definitions: this.#definitions,
      notes: this.#notes,
      steps: this.#steps,
      variables: [...this.#variables.values()],
    });
    return { files: [{ path: 'pipeline.py', text }, ...this.#files], notes: this.#notes };
  }

  #exportCell(cell: ComponentCell): void {
    const definition = findComponent(cell.component);
    const exporter = exporters[cell.component];
    if (definition === undefined || exporter == null) {
      this.#leaveOut(cell, `TFX has no counterpart of ${cell.component}`);
      return;
    }
    const missing = this.#missingInput(cell, definition);
    if (missing !== undefined) {
      this.#leaveOut(cell, `its input "${missing}" comes from what was left out`);
      return;
    }
    const parameters = this.#parameters(cell, definition);
    const inputs = new Set<string>();
    const built = exporter(this.#scope(cell, parameters, inputs));
    const variable = this.#names.add(cell.id);
    this.#variables.set(cell.id, variable);
    const expression = { ...built, suffix: `.with_id(${pythonString(cell.id)})` };
    this.#steps.push({ kind: 'cell', variable, expression });
    this.#noteRest(cell, parameters, inputs);
  }

  #leaveOut(cell: ComponentCell, reason: string): void {
    this.#note(cell.id, `the cell is left out: ${reason}`);
    this.#steps.push({ kind: 'note', text: `${cell.id} (${cell.component}) is left out: ${reason}.` });
  }

  #parameters(cell: ComponentCell, definition: ComponentDefinition): CellParameters {
    const resolved = resolveParameters(cell, definition, this.#notebook.runtimeParameters);
    if (!resolved.ok)
      throw new ExportError('cannot-export', resolved.problems[0]?.message ?? `"${cell.id}" is not valid`, {
        hint: 'Mend the cell, then export.',
        location: { cell: cell.id },
      });
    return new CellParameters({
      definition,
      values: resolved.values,
      written: cell.parameters,
      identifiers: this.#arguments,
    });
  }

  #scope(cell: ComponentCell, parameters: CellParameters, inputs: Set<string>): CellScope {
    return {
      id: cell.id,
      parameters,
      source: this.#source,
      notebook: this.#notebook,
      input: (key) => {
        inputs.add(key);
        return this.#channel(cell, key);
      },
      isRead: (output) => isRead(this.#notebook, cell.id, output),
      note: (message) => this.#note(cell.id, message),
      imports: (statement) => this.#imports.add(statement),
      define: (name, text) => {
        const unique = this.#names.add(`${cell.id}_${name}`).toUpperCase();
        this.#definitions.push(`${unique} = ${text}`);
        return code(unique);
      },
      userModule: (wanted) => this.#userModule(cell, wanted),
      unknown: (message) => call('to_write', {}, [literal(message)]),
    };
  }

  /** A required input none of whose sources are exported. */
  #missingInput(cell: ComponentCell, { inputs }: ComponentDefinition): string | undefined {
    return Object.entries(inputs).find(
      ([key, { optional }]) => !optional && this.#exportedReferences(cell, key).length === 0,
    )?.[0];
  }

  #exportedReferences(cell: ComponentCell, key: string): readonly Python[] {
    return (cell.inputs[key] ?? []).flatMap((reference) => {
      const { cell: from = '', output = '' } = parseReference(reference) ?? {};
      const variable = this.#variables.get(from);
      return variable === undefined || !this.#gives(from, output)
        ? []
        : [code(`${variable}.outputs[${pythonString(output)}]`)];
    });
  }

  /** BulkInferrer writes one of its outputs only. */
  #gives(from: string, output: string): boolean {
    const cell = componentCells(this.#notebook).find(({ id }) => id === from);
    return !(
      cell?.component === 'BulkInferrer' &&
      output === 'inference_result' &&
      isRead(this.#notebook, from, 'output_examples')
    );
  }

  #channel(cell: ComponentCell, key: string): Python | undefined {
    const references = cell.inputs[key] ?? [];
    const channels = this.#exportedReferences(cell, key);
    if (channels.length < references.length)
      this.#note(
        cell.id,
        `its input "${key}" is left out or lacks a part: ${references.join(', ')} is not exported`,
      );
    if (channels.length <= 1) return channels[0];
    this.#imports.add('from tfx.types import channel_utils');
    return call('channel_utils.union', {}, [list(channels)]);
  }

  #userModule(cell: ComponentCell, wanted: UserFunction): Python {
    const file = String(cell.parameters.module_file ?? '');
    const path = `${this.#names.add(`${cell.id}_module`)}.py`;
    const sources = this.#source.modules.get(cell.id) ?? new Map<string, string>();
    this.#files.push({
      path,
      text: userModule({ ...wanted, cell: cell.id, file, sources }),
      isStartingPoint: true,
    });
    this.#note(
      cell.id,
      `write ${wanted.name} in ${path} after ${wanted.original} of ${file}, which is TypeScript: until then it raises NotImplementedError`,
    );
    return call('os.path.join', {}, [code('EXPORT_FOLDER'), literal(path)]);
  }

  /** Tells of each parameter and input that nothing was made of. */
  #noteRest(cell: ComponentCell, parameters: CellParameters, inputs: ReadonlySet<string>): void {
    for (const { name, value } of parameters.left)
      this.#note(cell.id, `${name} ${JSON.stringify(value)} has no counterpart in TFX`);
    for (const name of parameters.fixed)
      this.#note(cell.id, `${name} is fixed to its value now, without the runtime parameter in it`);
    for (const key of Object.keys(cell.inputs).filter((name) => !inputs.has(name)))
      this.#note(cell.id, `the input "${key}" has no counterpart in TFX`);
  }

  #note(cell: string, message: string): void {
    this.#notes.push({ cell, message });
  }
}

function isRead(notebook: Notebook, cell: string, output: string): boolean {
  return componentCells(notebook).some(({ inputs }) =>
    Object.values(inputs).flat().includes(`${cell}.${output}`),
  );
}

/** The cells as they stand in the notebook, but each behind those that it needs. */
function inOrder(cells: readonly Cell[]): readonly Cell[] {
  const graph = CellGraph.of(cells.filter((cell) => cell.kind === 'component'));
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const ordered = new Set<Cell>();
  for (const cell of cells) {
    const needed = graph.ancestors(cell.id);
    for (const id of graph.topologicalOrder().filter((candidate) => needed.has(candidate))) {
      const ancestor = byId.get(id);
      if (ancestor !== undefined) ordered.add(ancestor);
    }
    ordered.add(cell);
  }
  return [...ordered];
}
