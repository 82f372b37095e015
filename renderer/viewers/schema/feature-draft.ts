import type { SchemaFeatureView } from '../../../engine/contract/schema.ts';

/** A feature as the fields of a form hold it: everything is text while it is being written. */
export interface FeatureDraft {
  readonly type: SchemaFeatureView['type'];
  readonly minimumFraction: string;
  readonly shape: string;
  readonly domain: string;
  readonly environments: string;
  readonly notInEnvironments: string;
  readonly driftThreshold: string;
  readonly skewThreshold: string;
}

export type FieldProblems = Partial<Record<keyof FeatureDraft, string>>;

type Domain = SchemaFeatureView['domain'];

/** The form's text for a feature. */
export function toDraft(feature: SchemaFeatureView): FeatureDraft {
  return {
    type: feature.type,
    minimumFraction: numberText(feature.minimumFraction),
    shape: describeShape(feature),
    domain: describeDomain(feature.domain),
    environments: feature.environments.join(', '),
    notInEnvironments: feature.notInEnvironments.join(', '),
    driftThreshold: numberText(feature.driftThreshold),
    skewThreshold: numberText(feature.skewThreshold),
  };
}

/** Reads the form back; on problems the feature is null. */
export function fromDraft(
  feature: SchemaFeatureView,
  draft: FeatureDraft,
): { readonly feature: SchemaFeatureView | null; readonly problems: FieldProblems } {
  const problems: FieldProblems = {};
  const take = <Value>(field: keyof FeatureDraft, read: () => Value): Value | null => {
    try {
      return read();
    } catch (error) {
      problems[field] = error instanceof Error ? error.message : String(error);
      return null;
    }
  };
  const shape = take('shape', () => parseShape(draft.shape, feature)) ?? { shape: null, valueCount: null };
  const edited: SchemaFeatureView = {
    ...feature,
    ...shape,
    type: draft.type,
    minimumFraction: take('minimumFraction', () =>
      parseNumber(draft.minimumFraction, { minimum: 0, maximum: 1 }),
    ),
    domain: take('domain', () => parseDomain(draft.domain, draft.type, feature.domain)),
    environments: words(draft.environments),
    notInEnvironments: words(draft.notInEnvironments),
    driftThreshold: take('driftThreshold', () => parseNumber(draft.driftThreshold, { minimum: 0 })),
    skewThreshold: take('skewThreshold', () => parseNumber(draft.skewThreshold, { minimum: 0 })),
  };
  return { feature: Object.keys(problems).length === 0 ? edited : null, problems };
}

/** "128 × 128 × 3", "scalar", "1 to 5 values", or nothing where any number of values is allowed. */
export function describeShape({
  shape,
  valueCount,
}: Pick<SchemaFeatureView, 'shape' | 'valueCount'>): string {
  if (shape !== null) {
    return shape.length === 0 ? 'scalar' : shape.join(' × ');
  }
  if (valueCount === null) {
    return '';
  }
  return `${valueCount.minimum ?? 0} to ${valueCount.maximum ?? '∞'} values`;
}

/** "0 to 255", "cat, dog", "true or false", "image". */
export function describeDomain(domain: Domain): string {
  switch (domain?.kind) {
    case undefined:
      return '';
    case 'float':
    case 'int':
      return domain.minimum === null && domain.maximum === null
        ? ''
        : `${domain.minimum ?? '−∞'} to ${domain.maximum ?? '∞'}`;
    case 'string':
      return domain.values.join(', ');
    case 'bool':
      return 'true or false';
    case 'image':
      return 'image';
    case 'other':
      return domain.name;
  }
}

function parseShape(
  text: string,
  feature: SchemaFeatureView,
): Pick<SchemaFeatureView, 'shape' | 'valueCount'> {
  const trimmed = text.trim();
  if (trimmed === describeShape(feature)) {
    return { shape: feature.shape, valueCount: feature.valueCount };
  }
  if (trimmed === '') {
    return { shape: null, valueCount: null };
  }
  if (trimmed === 'scalar') {
    return { shape: [], valueCount: null };
  }
  const range = /^(\d+)\s*(?:to|-|–)\s*(\d+|∞)(?:\s*values?)?$/.exec(trimmed);
  if (range) {
    return {
      shape: null,
      valueCount: { minimum: Number(range[1]), maximum: range[2] === '∞' ? null : Number(range[2]) },
    };
  }
  const sizes = trimmed.split(/\s*[×x,]\s*/);
  if (!sizes.every((size) => /^\d+$/.test(size))) {
    throw new Error('Write sizes as 128 × 128 × 3, a range as 1 to 5 values, or scalar');
  }
  return { shape: sizes.map(Number), valueCount: null };
}

function parseDomain(text: string, type: SchemaFeatureView['type'], before: Domain): Domain {
  const trimmed = text.trim();
  if (trimmed === describeDomain(before)) {
    return before;
  }
  if (trimmed === '') {
    return null;
  }
  if (type === 'BYTES') {
    const name = before?.kind === 'string' ? before.name : '';
    return { kind: 'string', name, values: words(trimmed) };
  }
  const range = /^([−\-\d.e∞]+)\s*(?:to|…)\s*([−\-\d.e∞]+)$/.exec(trimmed);
  if (!range) {
    throw new Error('Write a range as 0 to 255');
  }
  const limits = { minimum: limit(range[1]), maximum: limit(range[2]) };
  if (limits.minimum !== null && limits.maximum !== null && limits.minimum > limits.maximum) {
    throw new Error('The lower limit is above the upper one');
  }
  return type === 'INT'
    ? { kind: 'int', ...limits, categorical: before?.kind === 'int' && before.categorical }
    : { kind: 'float', ...limits, disallowNan: before?.kind === 'float' && before.disallowNan };
}

function limit(text = ''): number | null {
  return text.includes('∞') ? null : parseNumber(text.replace('−', '-'), {});
}

function parseNumber(
  text: string,
  { minimum, maximum }: { minimum?: number; maximum?: number },
): number | null {
  if (text.trim() === '') {
    return null;
  }
  const value = Number(text);
  if (Number.isNaN(value)) {
    throw new Error(`“${text}” is not a number`);
  }
  if (value < (minimum ?? -Infinity) || value > (maximum ?? Infinity)) {
    throw new Error(maximum === undefined ? `At least ${minimum}` : `From ${minimum} to ${maximum}`);
  }
  return value;
}

function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}
