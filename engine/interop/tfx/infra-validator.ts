import { call, list, literal, type Python } from '../python/python-code.ts';
import type { CellExporter, CellScope } from './cell-scope.ts';

interface ServingSpec {
  readonly binary: string;
  readonly model_name: string;
}

interface ValidationSpec {
  readonly max_loading_time_seconds: number;
  readonly max_request_seconds: number;
  readonly max_memory_mebibytes: number;
  readonly num_tries: number;
}

interface RequestSpec {
  readonly signature_names: readonly string[];
  readonly split_name: string;
  readonly num_examples: number;
  readonly make_warmup: boolean;
}

/** TFX validates in a container of TensorFlow Serving, where Millrace starts a process. */
export const exportInfraValidator: CellExporter = (cell) => {
  const serving = cell.parameters.plain<ServingSpec>('serving_spec');
  const limits = cell.parameters.plain<ValidationSpec>('validation_spec');
  const examples = cell.input('examples');
  cell.note(
    `TFX serves the model in a container of TensorFlow Serving, for which Docker must be here${serving.binary === '' ? '' : `; the binary ${JSON.stringify(serving.binary)} is not used`}`,
  );
  if (limits.max_request_seconds !== 60)
    cell.note(`max_request_seconds ${limits.max_request_seconds} has no counterpart in TFX`);
  if (limits.max_memory_mebibytes !== 4096)
    cell.note(`max_memory_mebibytes ${limits.max_memory_mebibytes} has no counterpart in TFX`);
  return call('tfx.components.InfraValidator', {
    model: cell.input('model'),
    examples,
    serving_spec: call('tfx.proto.ServingSpec', {
      tensorflow_serving: call('tfx.proto.TensorFlowServing', { tags: list([literal('latest')]) }),
      local_docker: call('tfx.proto.LocalDockerConfig'),
      model_name: literal(serving.model_name),
    }),
    validation_spec: call('tfx.proto.ValidationSpec', {
      max_loading_time_seconds: literal(Math.ceil(limits.max_loading_time_seconds)),
      num_tries: literal(limits.num_tries),
    }),
    request_spec: examples === undefined ? undefined : requestSpec(cell),
  });
};

function requestSpec(cell: CellScope): Python {
  const request = cell.parameters.plain<RequestSpec>('request_spec');
  if (request.signature_names.length === 0)
    cell.note('without signature_names TFX asks serving_default only, where Millrace asks every signature');
  return call('tfx.proto.RequestSpec', {
    tensorflow_serving: call('tfx.proto.TensorFlowServingRequestSpec', {
      signature_names:
        request.signature_names.length === 0 ? undefined : list(request.signature_names.map(literal)),
    }),
    split_name: request.split_name === '' ? undefined : literal(request.split_name),
    num_examples: literal(request.num_examples),
    make_warmup: request.make_warmup ? literal(true) : undefined,
  });
}
