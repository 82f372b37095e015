const textEndings = /\.(json|jsonl|pbtxt|txt|csv|md|ya?ml|log|html|py|ts|toml|cfg)$/i;
const maximumBytes = 512 * 1024;

/** Whether a file is text and short enough to be read in the window. */
export function isReadable({
  path,
  sizeBytes,
}: {
  readonly path: string;
  readonly sizeBytes: number;
}): boolean {
  return textEndings.test(path) && sizeBytes > 0 && sizeBytes <= maximumBytes;
}
