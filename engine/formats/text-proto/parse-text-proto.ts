import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { buildMessage } from './build-message.ts';
import { parseTree } from './parse-tree.ts';

/**
 * Reads a message in protobuf text format.
 *
 * @example
 * const schema = parseTextProto(SchemaSchema, await readFile('schema.pbtxt', 'utf8'), 'schema.pbtxt');
 * @throws FormatError "bad-syntax" with file, line and column
 */
export function parseTextProto<Desc extends DescMessage>(
  schema: Desc,
  text: string,
  file?: string,
): MessageShape<Desc> {
  const source = { text, file };
  return buildMessage(schema, parseTree(source), source);
}
