import { asSchema, type JsonSchema } from './json-schema.ts';

/** The control that edits a value. */
export type FieldKind =
  | { readonly control: 'boolean' }
  | { readonly control: 'choice'; readonly options: readonly string[] }
  | {
      readonly control: 'number';
      readonly isInteger: boolean;
      readonly minimum: number | undefined;
      readonly maximum: number | undefined;
    }
  | { readonly control: 'text'; readonly widget: TextWidget }
  | { readonly control: 'list'; readonly item: 'text' | 'number' }
  | { readonly control: 'group'; readonly fields: readonly Field[] }
  | { readonly control: 'json' };

const textWidgets = ['plain', 'module', 'file', 'folder', 'code', 'choice', 'text'] as const;

/** What a text is: "choice" offers names from the destination, "text" is prose of several lines. */
export type TextWidget = (typeof textWidgets)[number];

/** One parameter as a form needs it. */
export interface Field {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly kind: FieldKind;
  /** Undefined where there is none. */
  readonly defaultValue: unknown;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly isCosmetic: boolean;
}

/** The fields of a component's JSON Schema, in its order. */
export function fieldsOf(parameters: unknown): readonly Field[] {
  const { properties = {}, required = [] } = asSchema(parameters);
  return Object.entries(properties).map(([name, schema]) => fieldOf(name, schema, required.includes(name)));
}

function fieldOf(name: string, schema: JsonSchema, isListedAsRequired: boolean): Field {
  const { schema: inner, isNullable } = withoutNull(schema);
  return {
    name,
    title: schema.title ?? inner.title ?? humanise(name),
    description: schema.description ?? inner.description,
    kind: kindOf({ ...inner, widget: schema.widget ?? inner.widget ?? '' }),
    defaultValue: 'default' in schema ? schema.default : inner.default,
    // zod lists fields with a default as required in what comes out, though none needs to be written.
    isRequired: isListedAsRequired && schema.default === undefined && !isNullable,
    isNullable,
    isCosmetic: schema.cosmetic === true,
  };
}

function kindOf(schema: JsonSchema): FieldKind {
  const options = optionsOf(schema);
  if (options) {
    return { control: 'choice', options };
  }
  switch (schema.type) {
    case 'boolean':
      return { control: 'boolean' };
    case 'integer':
    case 'number':
      return {
        control: 'number',
        isInteger: schema.type === 'integer',
        minimum: bounded(schema.minimum ?? schema.exclusiveMinimum),
        maximum: bounded(schema.maximum ?? schema.exclusiveMaximum),
      };
    case 'string':
      return { control: 'text', widget: widgetOf(schema) };
    case 'array':
      return listOf(schema);
    case 'object':
      return schema.properties ? { control: 'group', fields: fieldsOf(schema) } : { control: 'json' };
    default:
      return { control: 'json' };
  }
}

function listOf({ items }: JsonSchema): FieldKind {
  if (items?.type === 'string' && !items.enum) {
    return { control: 'list', item: 'text' };
  }
  return items?.type === 'number' || items?.type === 'integer'
    ? { control: 'list', item: 'number' }
    : { control: 'json' };
}

function optionsOf(schema: JsonSchema): readonly string[] | undefined {
  const values = schema.enum ?? schema.anyOf?.map((option) => option.const);
  return values?.length && values.every((value) => typeof value === 'string') ? values : undefined;
}

function widgetOf({ widget }: JsonSchema): TextWidget {
  return textWidgets.find((known) => known === widget) ?? 'plain';
}

function withoutNull(schema: JsonSchema): { readonly schema: JsonSchema; readonly isNullable: boolean } {
  const others = schema.anyOf?.filter((option) => option.type !== 'null') ?? [];
  const [only] = others;
  const isNullable = schema.anyOf !== undefined && others.length < schema.anyOf.length;
  if (isNullable && others.length === 1 && only) {
    return { schema: only, isNullable };
  }
  return { schema, isNullable };
}

/** zod writes the range of safe integers where there is no bound. */
function bounded(limit: number | undefined): number | undefined {
  return limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined;
}

function humanise(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
