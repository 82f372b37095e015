import { create } from '@bufbuild/protobuf';
import {
  type MetricKey,
  MetricKeySchema,
  type SubKey,
} from '../proto/gen/tensorflow_model_analysis/proto/metrics_for_slice_pb.js';

/** The part of a multi-class metric that a value is of. */
export interface MetricSubKey {
  readonly classId?: number;
  readonly k?: number;
  readonly topK?: number;
}

export type Aggregation = 'micro' | 'macro' | 'weighted-macro';

/** What a value is of. `exampleWeighted` is undefined for metrics that the model was compiled with, as in TFMA. */
export interface MetricIdentity {
  readonly name: string;
  readonly modelName: string;
  readonly outputName?: string;
  readonly subKey?: MetricSubKey;
  readonly aggregation?: Aggregation;
  readonly exampleWeighted?: boolean;
  readonly isDifference?: boolean;
}

/** An identity by which equal metrics meet, whatever order their fields were given in. */
export function metricId(key: MetricIdentity): string {
  const { classId, k, topK } = key.subKey ?? {};
  const sub = [classId, k, topK].map((part) => part ?? '').join(',');
  const weighted = key.exampleWeighted === undefined ? '' : String(key.exampleWeighted);
  const parts = [key.name, key.modelName, key.outputName ?? '', sub, key.aggregation ?? '', weighted];
  return [...parts, key.isDifference === true ? 'difference' : ''].join('|');
}

/** "class 2", "top 3", "output mask, macro": what distinguishes metrics of one name; "" for the plain one. */
export function subKeyName(key: MetricIdentity): string {
  const { classId, k, topK } = key.subKey ?? {};
  const parts = [
    key.outputName ? `output ${key.outputName}` : '',
    classId === undefined ? '' : `class ${classId}`,
    k === undefined ? '' : `rank ${k}`,
    topK === undefined ? '' : `top ${topK}`,
    key.aggregation ?? '',
    key.exampleWeighted === true ? 'weighted' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const aggregationCases = {
  micro: 'microAverage',
  macro: 'macroAverage',
  'weighted-macro': 'weightedMacroAverage',
} as const;

export function metricKeyToProto(key: MetricIdentity): MetricKey {
  return create(MetricKeySchema, {
    name: key.name,
    modelName: key.modelName,
    outputName: key.outputName ?? '',
    isDiff: key.isDifference ?? false,
    ...(key.subKey && { subKey: key.subKey }),
    ...(key.aggregation && {
      aggregationType: { type: { case: aggregationCases[key.aggregation], value: true } },
    }),
    ...(key.exampleWeighted !== undefined && { exampleWeighted: key.exampleWeighted }),
  });
}

export function metricKeyFromProto(key: MetricKey): MetricIdentity {
  const aggregation = (Object.keys(aggregationCases) as Aggregation[]).find(
    (name) => aggregationCases[name] === key.aggregationType?.type.case,
  );
  return {
    name: key.name,
    modelName: key.modelName,
    ...(key.outputName !== '' && { outputName: key.outputName }),
    ...(key.subKey && { subKey: definedParts(key.subKey) }),
    ...(aggregation && { aggregation }),
    ...(key.exampleWeighted !== undefined && { exampleWeighted: key.exampleWeighted }),
    ...(key.isDiff && { isDifference: true }),
  };
}

function definedParts({ classId, k, topK }: SubKey): MetricSubKey {
  return {
    ...(classId !== undefined && { classId }),
    ...(k !== undefined && { k }),
    ...(topK !== undefined && { topK }),
  };
}
