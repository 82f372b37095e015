/** An encoded picture, ready to be sent. */
export interface Picture {
  readonly contentType: string;
  readonly body: Uint8Array;
}
