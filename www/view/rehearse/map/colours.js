// The colours of the page as they are now, for a canvas, which knows no custom properties.

const NAMES = ['--page', '--raised', '--ink', '--muted', '--rule', '--rule-strong', '--accent', '--good', '--odd', '--bad', ...Array.from({ length: 8 }, (_, number) => `--colour-${number}`)];
/** In how many steps a colour grows stronger, and how much of it there is at the least. */
export const STEPS = 5;
const PALEST = 0.12;

/** By the names of the properties; `ramps` has each from pale to full; `mono` is the typeface. */
export function coloursOf(element) {
  const probe = document.createElement('i');
  element.append(probe);
  const read = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(NAMES.map((name) => [name, read(name)]));
  probe.remove();
  const ramps = Object.fromEntries(NAMES.map((name) => [name, ramp(colours['--raised'], colours[name])]));
  return { ...colours, ramps, mono: getComputedStyle(element).getPropertyValue('--mono') };
}

/** A colour in its strength for a part of a whole, from 0 to 1. */
export const strength = ({ ramps }, name, share) => ramps[name][Math.round(Math.min(1, Math.max(0, share)) * STEPS)];

const ramp = (from, to) => Array.from({ length: STEPS + 1 }, (_, step) => mixed(from, to, PALEST + ((1 - PALEST) * step) / STEPS));

/** Between two opaque colours. */
function mixed(from, to, share) {
  const [one, other] = [from, to].map((colour) => colour.match(/[\d.]+/g).map(Number));
  return `rgb(${one.slice(0, 3).map((value, index) => Math.round(value + (other[index] - value) * share)).join(' ')})`;
}
