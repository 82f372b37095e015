import { ReportedError } from '../base/reported-error.ts';

/** What can go wrong while the libraries that TensorFlow needs are found, fetched, unpacked or built. */
export type RuntimeErrorCode =
  | 'platform-unsupported'
  | 'location-unknown'
  | 'download-failed'
  | 'checksum-mismatch'
  | 'archive-damaged'
  | 'compile-failed'
  | 'gpu-unsuitable';

/** A failure of the runtime's files, told to the person who runs set-up or asks for GPU support. */
export class RuntimeError extends ReportedError<RuntimeErrorCode> {}
