// How the editor looks: the colours of the page, in both its schemes.

import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-name)' },
  { tag: tags.string, color: 'var(--code-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-value)' },
  { tag: [tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: 'var(--muted)' },
]);

/** A wavy line in the colour of a severity. */
const wave = (colour) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${colour} 1.5px`,
  textUnderlineOffset: '3px',
  textDecorationSkipInk: 'none',
});

const stripe = (colour) => ({ borderLeft: `3px solid ${colour}` });

/** A disc or a triangle in the gutter, drawn with borders so that it takes the page's colours. */
const disc = { content: '""', display: 'block', width: '0.6em', height: '0.6em', borderRadius: '50%', background: 'var(--bad)', margin: '0.1em' };
const triangle = { content: '""', display: 'block', width: '0.7em', height: '0.65em', clipPath: 'polygon(50% 0, 100% 100%, 0 100%)', background: 'var(--odd)', margin: '0.05em' };

export const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--field)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-line': { padding: '0 10px 0 4px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'var(--selection)' },
  '.cm-activeLine': { backgroundColor: 'var(--line-now)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--muted)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 4px 0 2px', minWidth: '2.2em' },
  '.cm-foldGutter .cm-gutterElement': { width: '1em', textAlign: 'center' },
  '.cm-gutter-lint': { width: '1.1em' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0.3em 0 0 0.2em' },
  '.cm-lint-marker': { width: '0.8em', height: '0.8em' },
  '.cm-lint-marker-error': disc,
  '.cm-lint-marker-warning': triangle,
  '.cm-foldPlaceholder': { background: 'var(--sunk)', border: '1px solid var(--rule)', color: 'var(--muted)', padding: '0 4px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selection)', outline: '1px solid var(--rule-strong)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--bad-wash)' },
  '.cm-lintRange-error': wave('var(--bad)'),
  '.cm-lintRange-warning': wave('var(--odd)'),
  '.cm-lintRange-active': { backgroundColor: 'var(--selection)' },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--bad)' },
  '.cm-lintPoint-warning:after': { borderBottomColor: 'var(--odd)' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', border: '1px solid var(--rule-strong)', borderRadius: '6px', boxShadow: 'var(--shadow)', maxWidth: 'min(30rem, 90vw)' },
  '.cm-diagnostic': { padding: '6px 10px', whiteSpace: 'pre-line', fontFamily: 'var(--sans)', fontSize: '13px', lineHeight: '1.45' },
  '.cm-diagnostic-error': stripe('var(--bad)'),
  '.cm-diagnostic-warning': stripe('var(--odd)'),
});
