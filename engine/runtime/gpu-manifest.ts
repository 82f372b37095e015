import * as z from 'zod';

/**
 * What the GPU runtime consists of and where each file lies. The addresses are found when the app is packaged, from the
 * packager's package index; what is fetched is held against the checksum whatever the address.
 */
export const gpuManifestSchema = z.object({
  version: z.string(),
  wheels: z.array(
    z.object({
      name: z.string(),
      file: z.string().regex(/^[\w.+-]+\.whl$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      /** https, or a server on this machine. */
      url: z.url().regex(/^(https:|http:\/\/127\.0\.0\.1:)/),
    }),
  ),
});
export type GpuManifest = z.infer<typeof gpuManifestSchema>;
