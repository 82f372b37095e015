import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorView } from '../../../engine/contract/error.ts';
import { attempt } from '../../commands/execute.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import type { Diagnostic } from './create-editor.ts';

const checkAfterMs = 350;

export interface EditedModule {
  /** Undefined until it has been read. */
  readonly text: string | undefined;
  readonly error: ErrorView | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly isDirty: boolean;
  readonly change: (text: string) => void;
  readonly save: () => Promise<void>;
}

/** A module's text as it is being edited: checked shortly after each change, written when one saves or leaves. */
export function useModule(path: string): EditedModule {
  const [text, setText] = useState<string>();
  const [saved, setSaved] = useState<string>();
  const [error, setError] = useState<ErrorView>();
  const [diagnostics, setDiagnostics] = useState<readonly Diagnostic[]>([]);
  const latest = useRef({ path, text, saved });
  latest.current = { path, text, saved };

  useEffect(() => {
    let isCurrent = true;
    call('module.read', { path }).then(
      (module) => {
        if (isCurrent) {
          setText(module.text);
          setSaved(module.text);
        }
      },
      (reason: unknown) => isCurrent && setError(toErrorView(reason)),
    );
    return () => {
      isCurrent = false;
    };
  }, [path]);

  useEffect(() => {
    if (text === undefined) {
      return;
    }
    const timer = setTimeout(async () => {
      const found = await call('module.check', { path, text }).catch(() => undefined);
      if (found && latest.current.text === text) {
        setDiagnostics(found.diagnostics);
      }
    }, checkAfterMs);
    return () => clearTimeout(timer);
  }, [path, text]);

  const save = useCallback(async () => {
    const { text: current, saved: before } = latest.current;
    if (current === undefined || current === before) {
      return;
    }
    await attempt(async () => {
      const written = await call('module.write', { path, text: current });
      setSaved(current);
      setDiagnostics(written.diagnostics);
    });
  }, [path]);
  useEffect(() => () => void save(), [save]);

  return { text, error, diagnostics, isDirty: text !== saved, change: setText, save };
}
