import { CountingBlob } from './counting-blob.ts';

/** What `@huggingface/hub` puts beside a request to be told of its progress (its `commitIter`). */
interface ProgressHint {
  readonly progressCallback: (fraction: number) => void;
  readonly part?: number;
  readonly numParts?: number;
}

/** Fractions of the parts of one file under way, by the callback that the client makes once a file. */
const partFractions = new WeakMap<ProgressHint['progressCallback'], Map<number, number>>();

/** Lets a request's body count itself where the client asked for progress. */
export function withUploadProgress(init: RequestInit): RequestInit {
  const hint = progressHint(init);
  const body = init.body instanceof Uint8Array ? new Blob([Uint8Array.from(init.body)]) : init.body;
  if (hint === null || !(body instanceof Blob)) {
    return init;
  }
  return { ...init, body: new CountingBlob(body, (sent) => report(hint, sent / body.size)) };
}

function progressHint(init: RequestInit): ProgressHint | null {
  if (!('progressHint' in init) || typeof init.progressHint !== 'object' || init.progressHint === null) {
    return null;
  }
  return 'progressCallback' in init.progressHint ? (init.progressHint as ProgressHint) : null;
}

/** Below 1 until the server has answered: the last byte sent is not the file stored. */
function report(hint: ProgressHint, fraction: number): void {
  const fractions = partFractions.get(hint.progressCallback) ?? new Map<number, number>();
  partFractions.set(hint.progressCallback, fractions.set(hint.part ?? 0, fraction));
  const sum = [...fractions.values()].reduce((total, value) => total + value, 0);
  hint.progressCallback(Math.min(sum / (hint.numParts ?? 1), 0.999));
}
