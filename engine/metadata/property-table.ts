import type { Database, Statement } from 'better-sqlite3';
import { decodeStruct, encodeStruct } from './struct-value.ts';

/** A property as ML Metadata can hold it; objects are Struct values. */
export type StoredValue = string | number | boolean | { readonly [key: string]: unknown };
export type StoredProperties = Readonly<Record<string, StoredValue>>;

export interface PropertySets {
  readonly properties: StoredProperties;
  readonly customProperties: StoredProperties;
}

interface PropertyRow {
  readonly name: string;
  readonly is_custom_property: number;
  readonly int_value: number | null;
  readonly double_value: number | null;
  readonly string_value: string | null;
  readonly bool_value: number | null;
}

type InsertValues = [number, string, number, number | null, number | null, string | null, number | null];

const columns = 'name, is_custom_property, int_value, double_value, string_value, bool_value';

/** The rows of one of ML Metadata's property tables: one typed column of each row is set. */
export class PropertyTable {
  readonly #insert: Statement<InsertValues>;
  readonly #select: Statement<[number], PropertyRow>;

  constructor(database: Database, owner: 'artifact' | 'execution') {
    const [table, key] =
      owner === 'artifact'
        ? (['ArtifactProperty', 'artifact_id'] as const)
        : (['ExecutionProperty', 'execution_id'] as const);
    this.#insert = database.prepare(
      `INSERT OR REPLACE INTO ${table} (${key}, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#select = database.prepare(`SELECT ${columns} FROM ${table} WHERE ${key} = ? ORDER BY name`);
  }

  write(ownerId: number, sets: Partial<PropertySets>): void {
    this.#writeSet(ownerId, 0, sets.properties ?? {});
    this.#writeSet(ownerId, 1, sets.customProperties ?? {});
  }

  read(ownerId: number): PropertySets {
    const rows = this.#select.all(ownerId);
    const pick = (custom: number): StoredProperties =>
      Object.fromEntries(
        rows.filter((row) => row.is_custom_property === custom).map((row) => [row.name, readValue(row)]),
      );
    return { properties: pick(0), customProperties: pick(1) };
  }

  #writeSet(ownerId: number, custom: number, values: StoredProperties): void {
    for (const [name, value] of Object.entries(values)) {
      this.#insert.run(ownerId, name, custom, ...toColumns(value));
    }
  }
}

function toColumns(value: StoredValue): [number | null, number | null, string | null, number | null] {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? [value, null, null, null] : [null, value, null, null];
    case 'string':
      return [null, null, value, null];
    case 'boolean':
      return [null, null, null, value ? 1 : 0];
    default:
      return [null, null, encodeStruct(value), null];
  }
}

function readValue(row: PropertyRow): StoredValue {
  if (row.bool_value !== null) {
    return row.bool_value !== 0;
  }
  const text = row.string_value;
  if (text !== null) {
    return decodeStruct(text) ?? text;
  }
  return row.int_value ?? row.double_value ?? '';
}
