// How services and families are told apart: by letters, and by a colour.

/** How many colours there are; beyond, the letters tell them apart. */
const COLOURS = 8;

/** The names that were seen last, and their marks. */
let known = [];
let mark;

/** A mark for each name that is seen in any of the berths, in the order of the names: the same function as long as the names are. */
export function marks(berths) {
  const names = [...new Set(berths.flatMap(({ services, names }) => [...services.map(({ name }) => name), ...names]))].sort();
  if (!mark || names.join() !== known.join()) [known, mark] = [names, marked(names)];
  return mark;
}

function marked(names) {
  const found = new Map(names.map((name, index) => [name, { letter: letters(name, names), number: index % COLOURS }]));
  return (name) => found.get(name) ?? { letter: name.slice(0, 2), number: 0 };
}

/** The first two letters; where another name has them too, the first and the one that differs. */
function letters(name, names) {
  const twins = names.filter((other) => other !== name && other.slice(0, 2) === name.slice(0, 2));
  if (twins.length === 0) return name.slice(0, 2);
  const differs = [...name].findIndex((letter, index) => index > 0 && twins.every((other) => other[index] !== letter));
  return differs > 0 ? name[0] + name[differs] : name.slice(0, 2);
}
