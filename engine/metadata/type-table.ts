import type { Database, Statement } from 'better-sqlite3';
import { propertyType, type TypeKind, typeKind } from './mlmd-enums.ts';
import { builtInTypes } from './mlmd-schema.ts';

export interface TypeDeclaration {
  readonly kind: TypeKind;
  readonly name: string;
  /** Name of the built-in type it extends (a row of ParentType). */
  readonly base?: string | null;
  readonly properties?: Readonly<Record<string, 'int' | 'string'>>;
}

/** ML Metadata's types; each is made on first use, as TFX does. */
export class TypeTable {
  readonly #find: Statement<[string, number], { id: number }>;
  readonly #insert: Statement<[string, number]>;
  readonly #insertProperty: Statement<[number, string, number]>;
  readonly #insertParent: Statement<[number, number]>;
  readonly #ids = new Map<string, number>();

  constructor(database: Database) {
    this.#find = database.prepare(
      'SELECT id FROM Type WHERE name = ? AND type_kind = ? AND version IS NULL LIMIT 1',
    );
    this.#insert = database.prepare('INSERT INTO Type (name, type_kind) VALUES (?, ?)');
    this.#insertProperty = database.prepare(
      'INSERT OR IGNORE INTO TypeProperty (type_id, name, data_type) VALUES (?, ?, ?)',
    );
    this.#insertParent = database.prepare(
      'INSERT OR IGNORE INTO ParentType (type_id, parent_type_id) VALUES (?, ?)',
    );
  }

  addBuiltIn(): void {
    for (const type of builtInTypes) {
      this.ensure({ kind: type.kind, name: type.name });
    }
  }

  /** The id of a type, which is made when it is missing. */
  ensure(declaration: TypeDeclaration): number {
    const cacheKey = `${declaration.kind} ${declaration.name}`;
    const known = this.#ids.get(cacheKey) ?? this.#existing(declaration) ?? this.#create(declaration);
    this.#ids.set(cacheKey, known);
    return known;
  }

  /** Forgets ids made in a transaction that was rolled back. */
  forgetIds(): void {
    this.#ids.clear();
  }

  #existing({ name, kind }: TypeDeclaration): number | undefined {
    return this.#find.get(name, typeKind[kind])?.id;
  }

  #create({ kind, name, base, properties }: TypeDeclaration): number {
    const id = Number(this.#insert.run(name, typeKind[kind]).lastInsertRowid);
    for (const [property, type] of Object.entries(properties ?? {})) {
      this.#insertProperty.run(id, property, propertyType[type]);
    }
    if (base) {
      this.#insertParent.run(id, this.ensure({ kind, name: base }));
    }
    return id;
  }
}
