// The editor for JSON, loaded after the page is there.

import { defaultKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, ensureSyntaxTree, foldGutter, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';

import { redo, type, undo } from '../model.js';
import { colours, look } from './look.js';
import { finder } from './pointer.js';
import { brief } from './words.js';

/** More marks than this help nobody and make typing slow. */
const MOST_MARKS = 500;

/** Marks changes that came from outside, so that they are not sent back. */
const fromOutside = Annotation.define();

/** The page has one history, of the form and the text together; the editor asks it. */
const historyKeys = [
  { key: 'Mod-z', run: always(undo), preventDefault: true },
  { key: 'Mod-y', run: always(redo), preventDefault: true },
  { key: 'Mod-Shift-z', run: always(redo), preventDefault: true },
];

const problemKeys = [
  { key: 'F8', run: nextDiagnostic },
  { key: 'Shift-F8', run: previousDiagnostic },
];

/** Makes the editor, in an element of its own that can be put anywhere. */
export function create() {
  const host = document.createElement('div');
  host.className = 'editor-host';
  // In a shadow tree the editor brings its styles as style sheet objects, which the
  // page's content security policy allows; elsewhere it would need inline styles.
  const root = host.attachShadow({ mode: 'open' });
  const view = new EditorView({ parent: root, root, state: EditorState.create({ extensions: extensions() }) });

  return {
    host,
    focus(from, to) {
      const { length } = view.state.doc;
      view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) } });
      view.focus();
    },
    show({ text, diagnostics }) {
      const now = view.state.doc.toString();
      if (now !== text) {
        const changes = change(now, text);
        const isTyping = root.activeElement !== null;
        const anchor = changes.from + changes.insert.length;
        view.dispatch({ changes, annotations: fromOutside.of(true), ...(isTyping && { selection: { anchor }, scrollIntoView: true }) });
      }
      ensureSyntaxTree(view.state, view.state.doc.length, 200);
      const find = finder(view.state);
      view.dispatch(setDiagnostics(view.state, diagnostics.slice(0, MOST_MARKS).map((diagnostic) => mark(diagnostic, find(diagnostic)))));
    },
    reveal(diagnostic, focus) {
      const { from, to } = finder(view.state)(diagnostic);
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      if (focus) view.focus();
    },
  };
}

const extensions = () => [
  lintGutter(),
  lineNumbers(),
  foldGutter(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  json(),
  syntaxHighlighting(colours),
  look,
  // Tab leaves the editor, as it does any other field.
  keymap.of([...historyKeys, ...problemKeys, ...defaultKeymap]),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ 'aria-label': 'The request as JSON', spellcheck: 'false', autocapitalize: 'off', tabindex: '0' }),
  EditorView.updateListener.of((update) => {
    const own = update.transactions.some((one) => one.annotation(fromOutside));
    if (update.docChanged && !own) type(update.state.doc.toString());
  }),
];

function always(work) {
  return () => {
    work();
    return true;
  };
}

/** The smallest change that makes one text of the other: the cursor and the folds stay. */
function change(before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

function mark({ message, help, severity, exception }, range) {
  const words = [exception ? `${exception}: ${brief(message)}` : brief(message), help].filter(Boolean).join('\n');
  return { ...range, severity, message: words };
}
