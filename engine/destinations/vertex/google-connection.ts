/** Where Google Cloud is reached, and as whom. */
export interface GoogleConnection {
  readonly project: string;
  readonly region: string;
  /** The text of a service-account file; without it, application default credentials. */
  readonly credentials?: string | undefined;
  /** Stand-ins on the loopback address, in place of the services; only for tests and emulators. */
  readonly emulators?: { readonly vertexPort: number; readonly storageUrl: string } | undefined;
}

/**
 * Emulators named by the environment: `MILLRACE_VERTEX_EMULATOR` (host:port, gRPC without TLS) and
 * `MILLRACE_STORAGE_EMULATOR` (an http address). Only loopback addresses count, since nothing is encrypted.
 */
export function emulatorsFrom(
  variables: Readonly<Record<string, string | undefined>>,
): GoogleConnection['emulators'] {
  const vertex = /^127\.0\.0\.1:(\d+)$/.exec(variables.MILLRACE_VERTEX_EMULATOR ?? '');
  const storage = /^http:\/\/127\.0\.0\.1:\d+$/.exec(variables.MILLRACE_STORAGE_EMULATOR ?? '');
  if (vertex === null || storage === null) return undefined;
  return { vertexPort: Number(vertex[1]), storageUrl: storage[0] };
}
