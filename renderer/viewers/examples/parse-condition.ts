import type { MethodParams } from '../../../engine/contract/index.ts';

/** One condition of a filter, as `examples.page` takes it. */
export type Condition = NonNullable<MethodParams<'examples.page'>['filter']>[number];

export type ParsedCondition =
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'record'; readonly record: number }
  | { readonly kind: 'problem'; readonly message: string };

const symbols = ['!=', '<=', '>=', '=', '<', '>', '~'] as const;

/**
 * Reads what is typed into the filter: `label >= 3`, `breed = "Russian blue"`, `name ~ cat` (contains), `mask missing`,
 * `mask present`, `#120` (a record), or a bare word, which is looked for in the first text feature.
 */
export function parseCondition(
  text: string,
  features: readonly { readonly name: string; readonly kind: string; readonly display: string }[],
): ParsedCondition {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'problem', message: 'Type a condition such as label = 3' };
  const record = /^#\s*(\d+)$/.exec(trimmed);
  if (record?.[1] !== undefined) return { kind: 'record', record: Number(record[1]) };
  // Longest names first, so that "label" does not take the condition of "label_shape".
  const known = [...features].sort((a, b) => b.name.length - a.name.length);
  const feature = known.find(({ name }) => startsWithName(trimmed, name));
  if (feature === undefined) return searchText(trimmed, features);
  return parseRest(feature, trimmed.slice(feature.name.length).trim());
}

/** A condition as a chip shows it. */
export function describeCondition({ feature, operator, value }: Condition): string {
  if (operator === 'missing' || operator === 'present') return `${feature} is ${operator}`;
  if (operator === 'contains') return `${feature} contains “${value}”`;
  return `${feature} ${operator} ${value}`;
}

function startsWithName(text: string, name: string): boolean {
  return text.startsWith(name) && /^(\s|[!<>=~]|$)/.test(text.slice(name.length));
}

function parseRest(
  { name: feature, kind }: { readonly name: string; readonly kind: string },
  rest: string,
): ParsedCondition {
  if (rest === 'missing' || rest === 'present') {
    return { kind: 'condition', condition: { feature, operator: rest } };
  }
  const symbol = symbols.find((candidate) => rest.startsWith(candidate));
  if (symbol === undefined) {
    return {
      kind: 'problem',
      message: `After “${feature}” write =, !=, <, <=, >, >=, ~, missing or present`,
    };
  }
  const value = parseValue(rest.slice(symbol.length).trim());
  if (value === null) return { kind: 'problem', message: `Write a value after “${feature} ${symbol}”` };
  if (kind !== 'bytes' && typeof value === 'string' && symbol !== '~') {
    return { kind: 'problem', message: `“${feature}” holds numbers, and “${value}” is none` };
  }
  const operator = symbol === '~' ? 'contains' : symbol;
  return { kind: 'condition', condition: { feature, operator, value } };
}

function parseValue(text: string): string | number | null {
  if (text === '') return null;
  const quoted = /^"(.*)"$/.exec(text);
  if (quoted?.[1] !== undefined) return quoted[1];
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

function searchText(
  text: string,
  features: readonly { readonly name: string; readonly kind: string; readonly display: string }[],
): ParsedCondition {
  const searched = features.find(({ kind, display }) => kind === 'bytes' && display === 'values');
  if (searched === undefined || /[<>=~]/.test(text)) {
    return {
      kind: 'problem',
      message: `No feature is called that; there are ${features.map(({ name }) => name).join(', ')}`,
    };
  }
  return { kind: 'condition', condition: { feature: searched.name, operator: 'contains', value: text } };
}
