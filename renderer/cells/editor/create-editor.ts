import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { markdown } from '@codemirror/lang-markdown';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { cspNonce } from '../../state/csp-nonce.ts';
import { editorTheme } from './editor-theme.ts';
import { replaceSelection } from './replace-selection.ts';

export type Language = 'typescript' | 'markdown' | 'yaml';

/** A place in the text, counted from one, with what is wrong there. */
export interface Diagnostic {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly language: Language;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
  readonly onSubmit: () => void;
  readonly onSave: () => void;
  readonly onBlur: () => void;
}

/** Makes a CodeMirror editor in `parent`; the caller destroys it. */
export function createEditor(options: EditorOptions): EditorView {
  const { parent, text, label, language, isReadOnly } = options;
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(cspNonce),
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorState.readOnly.of(isReadOnly),
        ownKeys(options),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        replaceSelection,
        highlightSelectionMatches(),
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        languageSupport(language),
        editorTheme,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            options.onChange(update.state.doc.toString());
          }
          if (update.focusChanged && !update.view.hasFocus) {
            options.onBlur();
          }
        }),
      ],
    }),
  });
}

/** Underlines what is wrong and marks its line. */
export function showDiagnostics(view: EditorView, diagnostics: readonly Diagnostic[]): void {
  const { doc } = view.state;
  const shown = diagnostics.map(({ line, column, message }) => {
    const place = doc.line(Math.min(Math.max(1, line), doc.lines));
    const from = Math.min(place.to, place.from + Math.max(0, column - 1));
    return { from, to: Math.max(from, place.to), severity: 'error' as const, message };
  });
  view.dispatch(setDiagnostics(view.state, shown));
}

function ownKeys({ onSubmit, onSave }: EditorOptions): Extension {
  const does = (action: () => void) => () => {
    action();
    return true;
  };
  return keymap.of([
    { key: 'Shift-Enter', run: does(onSubmit) },
    { key: 'Escape', run: does(onSubmit) },
    { key: 'Mod-s', run: does(onSave), preventDefault: true },
    // These are the window's: running a cell works from inside its code.
    { key: 'Mod-Enter', run: () => false },
  ]);
}

function languageSupport(language: Language): Extension {
  switch (language) {
    case 'typescript':
      return [javascript({ typescript: true }), lineNumbers(), highlightActiveLine(), lintGutter()];
    case 'yaml':
      return [yaml(), lineNumbers()];
    case 'markdown':
      return [markdown(), EditorView.lineWrapping];
  }
}
