import type { Hyperparameters } from '../../tensorflow/event-files/hyperparameters.ts';
import { signatureGraph } from '../../tensorflow/event-files/signature-graph.ts';
import { readSavedModel } from '../../tensorflow/saved-model/signature.ts';
import { metricFunctions } from './losses.ts';
import type { RunDescription } from './run-log.ts';
import type { TrainingParameters } from './training-parameters.ts';

/** Parameters that say where things are or what is shown, not how it is trained. */
const NOT_COMPARED = new Set(['module_file', 'sample_count', 'threads', 'hyperparameters']);

/**
 * What TensorBoard is to show of a training beside its curves: the graph of a training step, its hyperparameters, and
 * the curves that these are compared by.
 *
 * @param program the folder of the compiled training
 */
export async function describeRun(
  program: string,
  parameters: TrainingParameters & { readonly hyperparameters?: Readonly<Record<string, unknown>> },
): Promise<RunDescription> {
  const tags = ['loss', ...Object.keys(metricFunctions(parameters.loss))].map((name) => `epoch_${name}`);
  return {
    hyperparameters: compared({ ...parameters, ...parameters.hyperparameters }),
    metrics: ['validation', 'train'].flatMap((run) => tags.map((tag) => ({ run, tag }))),
    graph: signatureGraph(await readSavedModel(program), 'train'),
  };
}

/** Lists are written as text: TensorBoard compares numbers, strings and truth values. */
function compared(values: Readonly<Record<string, unknown>>): Hyperparameters {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => !NOT_COMPARED.has(name))
      .map(([name, value]) => [name, isPlain(value) ? value : JSON.stringify(value)]),
  );
}

function isPlain(value: unknown): value is Hyperparameters[string] {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
