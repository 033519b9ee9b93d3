/** Finds where a JSON pointer points to in a text, for people who look at the text. */

const TOKEN = /\s+|[{}[\]:,]|"(?:[^"\\]|\\.)*"|[^\s{}[\]:,"]+/gy;

/**
 * The line and column, counted from 1, of what a pointer names: the value, or the
 * structure around it if it is missing there. Meant for text that is JSON.
 */
export function placeOf(text, pointer) {
  const wanted = pointer === '' ? [] : pointer.slice(1).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let best = { depth: -1, index: 0 };
  // For each open list or structure how much of the pointer leads there, and where it stands inside.
  const open = [];
  let name;
  const value = (index) => {
    const around = open.at(-1);
    let depth = around ? -1 : 0;
    if (around && around.matched >= 0) {
      const part = around.list ? String(around.next) : name;
      depth = part === wanted[around.matched] ? around.matched + 1 : -1;
    }
    if (depth > best.depth || (depth === best.depth && depth === wanted.length)) best = { depth, index };
    return depth;
  };
  TOKEN.lastIndex = 0;
  for (let token; (token = TOKEN.exec(text)); ) {
    const [word] = token;
    const around = open.at(-1);
    if (word === '{' || word === '[') {
      open.push({ list: word === '[', matched: value(token.index), next: 0, names: word === '{' });
    } else if (word === '}' || word === ']') {
      open.pop();
    } else if (word === ',') {
      if (around?.list) around.next++;
      else if (around) around.names = true;
    } else if (word === ':') {
      if (around) around.names = false;
    } else if (word.trim() !== '') {
      if (around?.names && word.startsWith('"')) name = unquoted(word);
      else value(token.index);
    }
  }
  const before = text.slice(0, best.index).split('\n');
  return { line: before.length, column: [...before.at(-1)].length + 1 };
}

function unquoted(word) {
  try {
    return JSON.parse(word);
  } catch {
    return word;
  }
}
