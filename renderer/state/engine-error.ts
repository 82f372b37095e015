import type { ErrorView } from '../../engine/contract/error.ts';

/** A call that the engine refused or could not carry out, with what it wrote for the person at the keyboard. */
export class EngineError extends Error {
  readonly view: ErrorView;

  constructor(view: ErrorView) {
    super(view.message);
    this.name = 'EngineError';
    this.view = view;
  }
}

/** Any thrown value as something `ErrorPanel` can show. */
export function toErrorView(error: unknown): ErrorView {
  if (error instanceof EngineError) {
    return error.view;
  }
  return {
    code: 'window-defect',
    message: `Something went wrong in the window: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'Reload the window; nothing that the engine keeps is lost',
    ...(error instanceof Error && error.stack !== undefined && { details: error.stack }),
  };
}
