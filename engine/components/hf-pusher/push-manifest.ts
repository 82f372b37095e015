import * as z from 'zod';
import { canonicalJson } from '../../base/canonical-json.ts';
import { digestOf } from '../../base/digest.ts';
import { identifyLocalFile, type LocalFile } from '../../destinations/hub/local-file.ts';
import { inputOf, type PushMaterial } from './push-material.ts';

/** Where a pushed version says what it is made of; also how a later push recognises it. */
export const manifestPath = 'millrace.json';

const manifestSchema = z.object({
  millrace: z.literal(1),
  version: z.string(),
  /** Equal for pushes of the same model with the same settings (rule S6). */
  pushKey: z.string(),
  modelDigest: z.string().nullable(),
  pipeline: z.string(),
  files: z.array(
    z.object({ path: z.string(), sizeBytes: z.number(), sha256: z.string(), origin: z.string().optional() }),
  ),
});
export type PushManifest = z.output<typeof manifestSchema>;

/** @returns null where the text is not a manifest of Millrace */
export function parseManifest(text: string): PushManifest | null {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function manifestText(manifest: PushManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function makeManifest(params: {
  readonly material: PushMaterial;
  readonly version: string;
  readonly files: readonly LocalFile[];
}): PushManifest {
  const { material, version, files } = params;
  return {
    millrace: 1,
    version,
    pushKey: pushKey(material),
    modelDigest: inputOf(material, 'model')?.digest ?? null,
    pipeline: material.pipelineName,
    files: files.map(({ path, sizeBytes, sha256, origin }) => ({
      path,
      sizeBytes,
      sha256,
      ...(origin === undefined ? {} : { origin }),
    })),
  };
}

/** The files and, last, the manifest that lists them. */
export async function withManifest(
  files: readonly LocalFile[],
  params: { readonly material: PushMaterial; readonly version: string; readonly signal: AbortSignal },
): Promise<readonly LocalFile[]> {
  const text = manifestText(makeManifest({ ...params, files }));
  return [...files, await identifyLocalFile({ path: manifestPath, content: { text } }, params.signal)];
}

/** What makes two pushes the same one: the model and every setting but the two that say how to push. */
export function pushKey(material: PushMaterial): string {
  const { push_again: _again, transfer: _transfer, ...settings } = material.parameters;
  const model = inputOf(material, 'model');
  return digestOf(canonicalJson({ model: model?.digest ?? model?.uri ?? null, settings }));
}
