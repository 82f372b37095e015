/** Where a file of an artifact is found on the engine's own origin; `path` is relative to the artifact. */
export function artifactFile(artifactId: number, path: string): string {
  return `/artifact/${artifactId}/file/${path.split('/').map(encodeURIComponent).join('/')}`;
}
