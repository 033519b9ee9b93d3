// Where problems stand in the text of the editor.

import { syntaxTree } from '@codemirror/language';

/**
 * Finds places in one text: a problem's value, its name if it is a structure, or
 * the brace around what is missing. What it walked through once it remembers, since
 * a list of thousands may have a problem in every item.
 */
export function finder(state) {
  const inside = new Map();
  const root = syntaxTree(state).topNode.firstChild;

  function child(node, wanted) {
    if (!inside.has(node.from)) inside.set(node.from, node.name === 'Object' ? membersOf(node, state) : itemsOf(node));
    return inside.get(node.from).get(wanted);
  }

  return ({ path, line, column }) => {
    if (line) return characterAt(state, line, column);
    let found = { node: root };
    for (const part of path === '' ? [] : path.slice(1).split('/')) {
      const inner = found.node && child(found.node, part.replaceAll('~1', '/').replaceAll('~0', '~'));
      if (!inner) break;
      found = inner;
    }
    const { node, name } = found;
    if (!node) return { from: 0, to: 0 };
    if (node.name !== 'Object' && node.name !== 'Array') return { from: node.from, to: node.to };
    return name ? { from: name.from, to: name.to } : { from: node.from, to: node.from + 1 };
  };
}

/** One character; at the end of a line the one before, so that there is something to mark. */
function characterAt(state, line, column) {
  const { from, to, text } = state.doc.line(Math.min(line, state.doc.lines));
  const at = from + [...text.slice(0, column * 2)].slice(0, column - 1).join('').length;
  return at < to ? { from: at, to: at + (text.codePointAt(at - from) > 0xffff ? 2 : 1) } : { from: Math.max(from, to - 1), to };
}

/** The values of a structure with their names; of members of one name the last, as for the service. */
function membersOf(node, state) {
  const members = new Map();
  for (const property of node.getChildren('Property')) {
    const name = property.getChild('PropertyName');
    if (name) members.set(unquoted(state.sliceDoc(name.from, name.to)), { node: property.lastChild, name });
  }
  return members;
}

function itemsOf(node) {
  const items = new Map();
  for (let item = node.firstChild; item; item = item.nextSibling) {
    if (!['[', ']', ','].includes(item.name) && !item.type.isError) items.set(String(items.size), { node: item });
  }
  return items;
}

function unquoted(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
