import type { FeatureKind, FeatureValue } from '../../formats/example/feature-value.ts';
import type { AnomalyInfo } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import { AnomalyInfo_Type } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import {
  type Feature,
  FeatureType,
  type Schema,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { parseFloat32, parseInteger } from '../../formats/schema/number-text.ts';
import { findStringDomain } from '../../formats/schema/string-domains.ts';
import { compositeTest } from './composite-tests.ts';
import type { RecordTest } from './record-test.ts';

type ValueTest = (value: FeatureValue | undefined) => boolean;

/** The test for any of an anomaly's reasons; null where the cause lies in no single record. */
export function makeRecordTest(name: string, info: AnomalyInfo, schema: Schema): RecordTest | null {
  const feature = schema.feature.find((one) => one.name === name);
  const tests = info.reason.flatMap(({ type }) => {
    const isBad = testFor(type, feature, schema);
    const test: RecordTest | null = isBad && ((valuesOf) => isBad(valuesOf(name)));
    return test ?? compositeTest(type, name, schema) ?? [];
  });
  return tests.length === 0 ? null : (valuesOf) => tests.some((test) => test(valuesOf));
}

function testFor(type: AnomalyInfo_Type, feature: Feature | undefined, schema: Schema): ValueTest | null {
  if (type === AnomalyInfo_Type.SCHEMA_NEW_COLUMN) return (value) => value !== undefined;
  return feature ? (TESTS[type]?.(feature, schema) ?? null) : null;
}

type MakeTest = (feature: Feature, schema: Schema) => ValueTest | null;

const TESTS: Partial<Record<AnomalyInfo_Type, MakeTest>> = {
  [AnomalyInfo_Type.FLOAT_TYPE_BIG_FLOAT]: numberTest((value, { max }) => value > max),
  [AnomalyInfo_Type.FLOAT_TYPE_SMALL_FLOAT]: numberTest((value, { min }) => value < min),
  [AnomalyInfo_Type.INT_TYPE_BIG_INT]: numberTest((value, { max }) => value > max),
  [AnomalyInfo_Type.INT_TYPE_SMALL_INT]: numberTest((value, { min }) => value < min),
  [AnomalyInfo_Type.FLOAT_TYPE_HAS_NAN]: numberTest(Number.isNaN),
  [AnomalyInfo_Type.FLOAT_TYPE_HAS_INF]: numberTest((value) => Math.abs(value) === Number.POSITIVE_INFINITY),
  [AnomalyInfo_Type.BOOL_TYPE_BIG_INT]: numberTest((value) => value > 1),
  [AnomalyInfo_Type.BOOL_TYPE_SMALL_INT]: numberTest((value) => value < 0),
  [AnomalyInfo_Type.BOOL_TYPE_UNEXPECTED_FLOAT]: numberTest((value) => value !== 0 && value !== 1),
  [AnomalyInfo_Type.BOOL_TYPE_UNEXPECTED_STRING]: textTest(boolWords, (text, words) => !words.has(text)),
  [AnomalyInfo_Type.ENUM_TYPE_UNEXPECTED_STRING_VALUES]: textTest(
    domainWords,
    (text, words) => !words.has(text),
  ),
  [AnomalyInfo_Type.ENUM_TYPE_INVALID_UTF8]: () => hasInvalidUtf8,
  [AnomalyInfo_Type.INT_TYPE_NOT_INT_STRING]: textTest(noWords, (text) => parseInteger(text) === undefined),
  [AnomalyInfo_Type.FLOAT_TYPE_STRING_NOT_FLOAT]: textTest(
    noWords,
    (text) => parseFloat32(text) === undefined,
  ),
  [AnomalyInfo_Type.FEATURE_TYPE_LOW_FRACTION_PRESENT]: () => (value) => value === undefined,
  [AnomalyInfo_Type.FEATURE_TYPE_LOW_NUMBER_PRESENT]: () => (value) => value === undefined,
  [AnomalyInfo_Type.FEATURE_TYPE_LOW_NUMBER_VALUES]: lengthTest((length, { min }) => length < min),
  [AnomalyInfo_Type.FEATURE_TYPE_HIGH_NUMBER_VALUES]: lengthTest((length, { max }) => length > max),
  [AnomalyInfo_Type.INVALID_FEATURE_SHAPE]: shapeTest,
  [AnomalyInfo_Type.UNEXPECTED_DATA_TYPE]: kindTest,
  [AnomalyInfo_Type.MAX_IMAGE_BYTE_SIZE_EXCEEDED]: imageTest,
};

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function numberTest(isBad: (value: number, bounds: Bounds) => boolean): MakeTest {
  return (feature) => {
    const bounds = boundsOf(feature);
    return (value) => {
      if (value === undefined) return false;
      if (value.kind === 'float') return value.values.some((number) => isBad(number, bounds));
      const numbers: readonly number[] = Array.from<bigint | Uint8Array, number>(value.values, (one) =>
        typeof one === 'bigint' ? Number(one) : Number(Buffer.from(one).toString()),
      );
      return numbers.some((number) => isBad(number, bounds));
    };
  };
}

function boundsOf({ domainInfo }: Feature): Bounds {
  if (domainInfo.case !== 'floatDomain' && domainInfo.case !== 'intDomain') return { min: 0, max: 1 };
  const { value } = domainInfo;
  return {
    min: Object.hasOwn(value, 'min') ? Number(value.min) : Number.NEGATIVE_INFINITY,
    max: Object.hasOwn(value, 'max') ? Number(value.max) : Number.POSITIVE_INFINITY,
  };
}

function textTest(
  wordsOf: (feature: Feature, schema: Schema) => readonly string[],
  isBad: (text: string, words: ReadonlySet<string>) => boolean,
): MakeTest {
  return (feature, schema) => {
    const words = new Set(wordsOf(feature, schema));
    return (value) =>
      value?.kind === 'bytes' && value.values.some((bytes) => isBad(Buffer.from(bytes).toString(), words));
  };
}

function boolWords({ domainInfo }: Feature): readonly string[] {
  return domainInfo.case === 'boolDomain' ? [domainInfo.value.trueValue, domainInfo.value.falseValue] : [];
}

function domainWords({ domainInfo }: Feature, schema: Schema): readonly string[] {
  if (domainInfo.case === 'stringDomain') return domainInfo.value.value;
  return domainInfo.case === 'domain' ? (findStringDomain(schema, domainInfo.value)?.value ?? []) : [];
}

function noWords(): readonly string[] {
  return [];
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function hasInvalidUtf8(value: FeatureValue | undefined): boolean {
  if (value?.kind !== 'bytes') return false;
  try {
    for (const bytes of value.values) decoder.decode(bytes);
    return false;
  } catch {
    return true;
  }
}

function lengthTest(isBad: (length: number, bounds: Bounds) => boolean): MakeTest {
  return ({ shapeType }) => {
    if (shapeType.case !== 'valueCount') return null;
    const { min, max } = shapeType.value;
    const bounds = { min: Number(min), max: Number(max) };
    return (value) => value !== undefined && isBad(value.values.length, bounds);
  };
}

function shapeTest({ shapeType }: Feature): ValueTest | null {
  if (shapeType.case !== 'shape') return null;
  const length = shapeType.value.dim.reduce((product, { size }) => product * Number(size), 1);
  return (value) => value?.values.length !== length;
}

const KINDS: Partial<Record<FeatureType, FeatureKind>> = {
  [FeatureType.BYTES]: 'bytes',
  [FeatureType.INT]: 'int',
  [FeatureType.FLOAT]: 'float',
};

function kindTest(feature: Feature): ValueTest {
  const expected = KINDS[feature.type];
  return (value) => value !== undefined && value.kind !== expected;
}

function imageTest({ domainInfo }: Feature): ValueTest | null {
  if (domainInfo.case !== 'imageDomain') return null;
  const allowed = Number(domainInfo.value.maxImageByteSize);
  return (value) => value?.kind === 'bytes' && value.values.some((image) => image.length > allowed);
}
