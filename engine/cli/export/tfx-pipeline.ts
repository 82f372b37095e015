import type { Export } from '../../interop/exported-file.ts';
import { exportTfx } from '../../interop/exports-of-notebook.ts';
import { openNotebook } from '../../interop/open-notebook.ts';
import { openSession } from '../open-session.ts';

/** A notebook as a TFX pipeline, with what its cells have written in their root so far. */
export async function tfxPipeline({
  file,
  root,
  out,
}: {
  readonly file: string;
  readonly root: string | undefined;
  readonly out: string;
}): Promise<Export> {
  const session = await openSession({ path: file, root, trusted: true, access: 'observe' });
  try {
    return await exportTfx(openNotebook(session), out);
  } finally {
    await session.close();
  }
}
