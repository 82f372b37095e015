import { syntaxError, type TextSource, type Token, tokenize } from './tokenize.ts';

/** A scalar as written: a word, or the joined bytes of one or more strings side by side. */
export interface TextScalar {
  readonly kind: 'scalar';
  readonly value: string | Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Fields between braces. `start` is the opening brace, `end` behind the closing one. */
export interface TextBlock {
  readonly kind: 'block';
  readonly fields: readonly TextField[];
  readonly start: number;
  readonly end: number;
}

export type TextValue = TextScalar | TextBlock;

/** One `name: value` or `name { … }`; a list in brackets gives several values. Positions are of the whole field. */
export interface TextField {
  readonly name: string;
  readonly values: readonly TextValue[];
  readonly isList: boolean;
  readonly start: number;
  readonly end: number;
}

/** Deeper nesting is refused, as protobuf's own parsers do. */
const MAXIMUM_DEPTH = 100;

/** Parses protobuf text format without knowing the message: the structure, and where in the text each part lies. */
export function parseTree(source: TextSource): readonly TextField[] {
  const parser = new TreeParser(source);
  return parser.fields(null, 0);
}

class TreeParser {
  readonly #source: TextSource;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(source: TextSource) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  /** Fields up to the closing character, or to the end of the text where it is null. */
  fields(close: string | null, depth: number): TextField[] {
    const fields: TextField[] = [];
    if (depth > MAXIMUM_DEPTH) throw this.#error(`more than ${MAXIMUM_DEPTH} levels of nesting`);
    while (!(close === null ? this.#peek() === undefined : this.#is(close))) {
      fields.push(this.#field(depth));
      if (this.#is(',') || this.#is(';')) this.#next++;
    }
    return fields;
  }

  #field(depth: number): TextField {
    const token = this.#peek();
    if (token?.kind !== 'word' || !/^[A-Za-z_]\w*$/.test(token.text))
      throw this.#error('expected the name of a field');
    this.#next++;
    const hasColon = this.#is(':');
    if (hasColon) this.#next++;
    if (!hasColon && !this.#is('{') && !this.#is('<') && !this.#is('[')) {
      throw this.#error(`expected ":" or "{" after "${token.text}"`);
    }
    const isList = this.#is('[');
    const values = isList ? this.#list(depth) : [this.#value(depth)];
    return {
      name: token.text,
      values,
      isList,
      start: token.start,
      end: this.#tokens[this.#next - 1]?.end ?? 0,
    };
  }

  #list(depth: number): TextValue[] {
    this.#next++;
    const values: TextValue[] = [];
    while (!this.#is(']')) {
      if (values.length > 0) this.#expect(',');
      values.push(this.#value(depth));
    }
    this.#next++;
    return values;
  }

  #value(depth: number): TextValue {
    if (this.#is('{')) return this.#block('}', depth);
    if (this.#is('<')) return this.#block('>', depth);
    const first = this.#peek();
    if (first?.kind === 'string') return this.#string(first.start);
    if (first?.kind !== 'word') throw this.#error('expected a value');
    this.#next++;
    return { kind: 'scalar', value: first.text, start: first.start, end: first.end };
  }

  #block(close: string, depth: number): TextBlock {
    const start = this.#peek()?.start ?? 0;
    this.#next++;
    const fields = this.fields(close, depth + 1);
    const end = this.#peek()?.end ?? 0;
    this.#next++;
    return { kind: 'block', fields, start, end };
  }

  #string(start: number): TextScalar {
    const pieces: Uint8Array[] = [];
    let end = start;
    for (let token = this.#peek(); token?.kind === 'string'; token = this.#peek()) {
      pieces.push(token.bytes);
      end = token.end;
      this.#next++;
    }
    return { kind: 'scalar', value: Buffer.concat(pieces), start, end };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #is(character: string): boolean {
    const token = this.#peek();
    return token?.kind === 'punctuation' && token.text === character;
  }

  #expect(character: string): void {
    if (!this.#is(character)) throw this.#error(`expected "${character}"`);
    this.#next++;
  }

  #error(problem: string): Error {
    const position = this.#peek()?.start ?? this.#source.text.length;
    const end = this.#peek() === undefined ? ', but the text ends' : '';
    return syntaxError(this.#source, position, problem + end);
  }
}
