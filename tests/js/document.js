// Documents whose snippets are run: their sections, and what they say is printed.

const LANGUAGES = new Set(['js', 'python', 'bash']);

/**
 * The sections of a document, each with its blocks: the language, the word behind it, the
 * code, and what the document says that it prints.
 */
export function sections(document) {
  const [, ...parts] = document.replaceAll('\r\n', '\n').split(/^## /m);
  return parts.map((part) => ({ title: part.split('\n')[0], blocks: blocksOf(part) }));
}

function blocksOf(part) {
  const blocks = [];
  let end;
  for (const match of part.matchAll(/^```(.*)\n([^]*?)^```$/gm)) {
    const [language, word] = match[1].split(' ');
    const code = match[2];
    if (language === 'text') {
      const between = part.slice(end ?? 0, match.index);
      if (blocks.length === 0 || between.trim() !== '') throw new Error(`nothing prints this:\n${code}`);
      blocks.at(-1).output = code;
      end = undefined;
    } else {
      if (!LANGUAGES.has(language)) throw new Error(`nothing runs a block of \`${match[1]}\`:\n${code}`);
      blocks.push({ language, word, code, output: undefined });
      end = match.index + match[0].length;
    }
  }
  return blocks;
}

/** Whether something printed is what a document says, in which `…` stands for anything: in a line, or as a line for any lines. */
export function inDocument(expected, printed) {
  const lines = expected.trimEnd().split('\n').map((line) => {
    if (line === '…') return '(?:.*\n)*';
    return `${line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}\n`;
  });
  return new RegExp(`^${lines.join('')}$`).test(`${printed.trimEnd()}\n`);
}
