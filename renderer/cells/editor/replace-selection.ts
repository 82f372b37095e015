import { EditorView } from '@codemirror/view';

/**
 * Typing over a selection, done by the editor instead of the browser.
 *
 * Chromium keeps the look of styled text that is typed over by writing a style attribute, which the window's content
 * security policy refuses and reports.
 */
export const replaceSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const text = event.data;
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== 'insertText' || text === null || empty || event.isComposing) {
      return false;
    }
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type' });
    const isHandled = view.state
      .facet(EditorView.inputHandler)
      .some((handler) => handler(view, from, to, text, insert));
    if (!isHandled) {
      view.dispatch(insert());
    }
    return true;
  },
});
