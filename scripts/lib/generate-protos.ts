import path from 'node:path';
import { runCommand } from './command.ts';
import { inProject } from './project.ts';

/** Writes the protobuf code of engine/formats/proto to `<folder>/gen`. */
export async function generateProtos(folder: string): Promise<void> {
  const tools = inProject('node_modules', '.bin');
  const { status, errors } = await runCommand(path.join(tools, 'buf'), ['generate', '--output', folder], {
    folder: inProject('engine', 'formats', 'proto'),
    variables: { PATH: `${tools}${path.delimiter}${process.env.PATH}` },
  });
  if (status !== 0) throw new Error(`buf generate failed: ${errors}`);
}
