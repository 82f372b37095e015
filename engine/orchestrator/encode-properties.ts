import type { StoredProperties, StoredValue } from '../metadata/property-table.ts';

/**
 * Parameters as TFX keeps them in ML Metadata: custom properties with integers for booleans, JSON text for lists
 * (as Python's `json.dumps`) and for objects (as `MessageToJson`: sorted keys, indented by two), no row for what is
 * not set.
 */
export function encodeParameters(parameters: Readonly<Record<string, unknown>>): StoredProperties {
  const entries = Object.entries(parameters)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, encodeValue(value)] as const);
  return Object.fromEntries(entries);
}

function encodeValue(value: unknown): StoredValue {
  if (typeof value === 'string' || typeof value === 'number') {
    return value;
  }
  if (typeof value === 'boolean') {
    return value ? 1 : 0;
  }
  return Array.isArray(value) ? pythonJson(value) : JSON.stringify(sortKeys(value), undefined, 2);
}

/** JSON with a space after each comma and colon, as Python writes it. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(pythonJson).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(sortKeys(value) as object).map(
      ([key, field]) => `${JSON.stringify(key)}: ${pythonJson(field)}`,
    );
    return `{${fields.join(', ')}}`;
  }
  return JSON.stringify(value);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, field]) => [key, sortKeys(field)]));
}
