/** Where pictures of one split of an Examples artifact are found on the engine's own origin. */
export interface SplitPictures {
  readonly artifactId: number;
  readonly split: string;
}

/** A record's picture, at most `size` pixels wide and high where given. */
export function exampleImage(
  { artifactId, split }: SplitPictures,
  record: number,
  feature: string,
  size?: number,
): string {
  const query = size === undefined ? '' : `?size=${size}`;
  return `/artifact/${artifactId}/example/${encodeURIComponent(split)}/${record}/${encodeURIComponent(feature)}.png${query}`;
}

/** A record's mask as class codes. */
export function exampleMask(pictures: SplitPictures, record: number, feature: string): string {
  return `${exampleImage(pictures, record, feature)}?raw=1`;
}

/** A sheet of thumbnails. */
export function imageSheet({ artifactId, split }: SplitPictures, page: number): string {
  return `/artifact/${artifactId}/sprites/${encodeURIComponent(split)}/${page}.webp`;
}

/** A sheet of masks as class codes. */
export function maskSheet({ artifactId, split }: SplitPictures, page: number, feature: string): string {
  return `/artifact/${artifactId}/sprites/${encodeURIComponent(split)}/${page}.png?feature=${encodeURIComponent(feature)}&raw=1`;
}
