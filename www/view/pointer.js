// Where a problem stands in the text of the editor.

import { syntaxTree } from '@codemirror/language';

/** A problem's value, its name if it is a structure, or the brace around what is missing. */
export function rangeOf(state, { path, line, column }) {
  if (line) return characterAt(state, line, column);
  let node = syntaxTree(state).topNode.firstChild;
  let name;
  const textOf = ({ from, to }) => state.sliceDoc(from, to);
  for (const part of path === '' ? [] : path.slice(1).split('/')) {
    const wanted = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const inner = node && child(node, wanted, textOf);
    // What is missing is marked at the name of what it is missing from, or at its brace.
    if (!inner) break;
    ({ node, name } = inner);
  }
  const whole = node && (node.name === 'Object' || node.name === 'Array') ? (name ?? { from: node.from, to: node.from + 1 }) : node;
  return whole ? { from: whole.from, to: whole.to } : { from: 0, to: 0 };
}

/** One character; at the end of a line the one before, so that there is something to mark. */
function characterAt(state, line, column) {
  const { from, to, text } = state.doc.line(Math.min(line, state.doc.lines));
  const at = from + [...text].slice(0, column - 1).join('').length;
  return at < to ? { from: at, to: at + 1 } : { from: Math.max(from, to - 1), to };
}

/** A member's value and name, or an item; of members of one name the last, as for the service. */
function child(node, wanted, textOf) {
  if (node.name === 'Object') {
    let found;
    for (const property of node.getChildren('Property')) {
      const name = property.getChild('PropertyName');
      if (name && unquoted(textOf(name)) === wanted) found = { node: property.lastChild, name };
    }
    return found;
  }
  let index = 0;
  for (let item = node.firstChild; item; item = item.nextSibling) {
    if (['[', ']', ','].includes(item.name) || item.type.isError) continue;
    if (String(index++) === wanted) return { node: item };
  }
  return undefined;
}

function unquoted(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
