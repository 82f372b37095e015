import { call, code, literal, type Python } from '../python/python-code.ts';
import type { CellExporter, CellScope } from './cell-scope.ts';

const artifacts = {
  model: 'Model',
  model_blessing: 'ModelBlessing',
  examples: 'Examples',
} as const;

/** TFX's Resolver gives what it is asked for, so it is asked for what other cells read. */
export const exportResolver: CellExporter = (cell) => {
  const strategy = cell.parameters.plain<string>('strategy');
  if (strategy === 'latest_blessed_model') {
    cell.parameters.settle('count', 'first_span', 'last_span');
    return call('tfx.dsl.Resolver', {
      strategy_class: code('tfx.dsl.experimental.LatestBlessedModelStrategy'),
      ...channels(['model', 'model_blessing']),
    });
  }
  if (strategy === 'span_range') return spanResolver(cell);
  cell.parameters.settle('first_span', 'last_span');
  const read = (Object.keys(artifacts) as (keyof typeof artifacts)[]).filter((key) => cell.isRead(key));
  const count = cell.parameters.python('count', 1);
  return call('tfx.dsl.Resolver', {
    strategy_class: code('tfx.dsl.experimental.LatestArtifactStrategy'),
    config: count && { kind: 'dict', entries: [[literal('desired_num_of_artifacts'), count]] },
    ...channels(read.length > 0 ? read : ['model']),
  });
};

function spanResolver(cell: CellScope): ReturnType<CellExporter> {
  const first = cell.parameters.python('first_span');
  const last = cell.parameters.python('last_span');
  const count = cell.parameters.python('count');
  if (last !== undefined)
    cell.note(
      'TFX has no newest spans of a range with an end: every span up to last_span is taken, not "count"',
    );
  const range =
    last === undefined
      ? { rolling_range: call('tfx.proto.RollingRange', { start_span_number: first, num_spans: count }) }
      : {
          static_range: call('tfx.proto.StaticRange', {
            start_span_number: first ?? literal(0),
            end_span_number: last,
          }),
        };
  return call('tfx.dsl.Resolver', {
    strategy_class: code('tfx.dsl.experimental.SpanRangeStrategy'),
    config: {
      kind: 'dict',
      entries: [[literal('range_config'), call('tfx.proto.RangeConfig', range)]],
    },
    ...channels(['examples']),
  });
}

function channels(keys: readonly (keyof typeof artifacts)[]): Record<string, Python> {
  return Object.fromEntries(
    keys.map((key) => [
      key,
      call('tfx.dsl.Channel', { type: code(`tfx.types.standard_artifacts.${artifacts[key]}`) }),
    ]),
  );
}
