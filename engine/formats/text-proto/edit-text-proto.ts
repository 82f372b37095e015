import { create, type DescField, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { fillMessage, readValue } from './build-message.ts';
import { parseTree, type TextField, type TextValue } from './parse-tree.ts';
import { printField, printValue, type ValueDesc } from './print-text-proto.ts';
import { applyEdits, type Block, insertion, removal, type TextEdit } from './text-edits.ts';

/**
 * Changes a text so that it reads as `message`, touching only what differs: comments, order, spacing and spelling of
 * everything else stay. Messages of a list are told apart by their field "name" where they have one.
 *
 * @example
 * const text = editTextProto(SchemaSchema, await readFile('schema.pbtxt', 'utf8'), changedSchema);
 * @throws FormatError "bad-syntax" when the text does not parse
 */
export function editTextProto<Desc extends DescMessage>(
  schema: Desc,
  text: string,
  message: MessageShape<Desc>,
): string {
  const editor = new Editor(text);
  const root: Block = { fields: parseTree({ text }), end: null, indent: '' };
  editor.editBlock(root, reflect(schema, create(schema)), reflect(schema, message));
  return applyEdits(text, editor.edits);
}

interface Occurrence {
  readonly field: TextField;
  readonly value: TextValue;
}

class Editor {
  readonly edits: TextEdit[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** `old` is filled with what the block holds; `target` is what it shall hold. */
  editBlock(block: Block, old: ReflectMessage, target: ReflectMessage): void {
    fillMessage(old, block.fields, { text: this.#text });
    for (const desc of target.sortedFields) {
      const occurrences = block.fields
        .filter(({ name }) => name === desc.name)
        .flatMap((field) => field.values.map((value) => ({ field, value })));
      if (printField(old, desc, '') === printField(target, desc, '')) continue;
      if (desc.fieldKind === 'message' && old.isSet(desc) && target.isSet(desc)) {
        this.#editNested(occurrences[0], old.get(desc), target.get(desc));
      } else if (desc.fieldKind === 'list' && !occurrences.some(({ field }) => field.isList)) {
        this.#editList(block, desc, occurrences, target);
      } else this.#replace(block, desc, occurrences, target);
    }
  }

  #editNested(occurrence: Occurrence | undefined, old: ReflectMessage, target: ReflectMessage): void {
    if (occurrence?.value.kind !== 'block') return;
    const { fields, end } = occurrence.value;
    const lineStart = this.#text.lastIndexOf('\n', occurrence.field.start - 1) + 1;
    const indent = /^\s*/.exec(this.#text.slice(lineStart, occurrence.field.start))?.[0] ?? '';
    this.editBlock({ fields, end: end - 1, indent: `${indent}  ` }, reflect(old.desc), target);
  }

  /** Keeps the occurrences that are in the target too, in order; takes out the others and adds what is new. */
  #editList(
    block: Block,
    desc: DescField & { readonly fieldKind: 'list' },
    occurrences: readonly Occurrence[],
    target: ReflectMessage,
  ): void {
    const wanted = [...target.get(desc)].map((value) => ({ key: keyOf(desc, value), value }));
    const present = occurrences.map((occurrence) => {
      const value = readValue(desc, occurrence.value, { text: this.#text });
      return { key: keyOf(desc, value), occurrence, value };
    });
    const kept = present.filter(({ key }) => wanted.some((one) => one.key === key));
    const isInOrder = kept.every(({ key }, index) => key === wanted[index]?.key);
    if (!isInOrder) {
      this.#replace(block, desc, occurrences, target);
      return;
    }
    for (const { key, occurrence } of present) {
      if (!kept.some((one) => one.key === key)) this.edits.push(removal(this.#text, occurrence.field));
    }
    for (const [index, { occurrence, value }] of kept.entries()) {
      const now = wanted[index]?.value;
      if (desc.message) this.#editNested(occurrence, value as ReflectMessage, now as ReflectMessage);
    }
    const added = wanted
      .slice(kept.length)
      .map(({ value }) => printValue(desc as ValueDesc, value, block.indent));
    this.edits.push(insertion(this.#text, block, added.join(''), kept.at(-1)?.occurrence.field));
  }

  #replace(block: Block, desc: DescField, occurrences: readonly Occurrence[], target: ReflectMessage): void {
    const [only, ...others] = occurrences;
    if (desc.fieldKind === 'scalar' || desc.fieldKind === 'enum') {
      const printed = printField(target, desc, '').trim();
      if (only && others.length === 0 && target.isSet(desc)) {
        const { start, end } = only.value;
        this.edits.push({ start, end, text: printed.slice(printed.indexOf(':') + 1).trim() });
        return;
      }
    }
    for (const field of new Set(occurrences.map((one) => one.field)))
      this.edits.push(removal(this.#text, field));
    const printed = target.isSet(desc) ? printField(target, desc, block.indent) : '';
    this.edits.push(insertion(this.#text, block, printed));
  }
}

/** What tells items of a list apart: the field "name" of messages, the printed value of everything else. */
function keyOf(desc: DescField & { readonly fieldKind: 'list' }, value: unknown): string {
  const named = desc.message?.fields.find(({ name, fieldKind }) => name === 'name' && fieldKind === 'scalar');
  if (named) return String((value as ReflectMessage).get(named));
  return printValue(desc as ValueDesc, value, '');
}
