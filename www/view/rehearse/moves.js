// A task that takes another's place flies there from where the other is, so that the eye can follow.

/** Tasks that have landed; of so many it is remembered. */
const landed = new Set();
const MOST_LANDED = 50_000;
/** How long a flight takes, in milliseconds. */
const FLIGHT = 700;
/** More than the eye can follow at once. */
const MOST_AT_ONCE = 40;
let flying = 0;

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * What is done when the mark of a task is drawn: the first time it is seen, it comes from its predecessor's host, if
 * it is still on its way or the predecessor was seen there. What was so when the page began does not move.
 */
export function landing(task) {
  return (element) => {
    if (!element || landed.has(task.id)) return;
    if (landed.size >= MOST_LANDED) landed.clear();
    landed.add(task.id);
    const { from } = task;
    const isMove = from?.ec2 && (task.last !== 'RUNNING' || landed.has(from.id));
    if (!isMove || flying >= MOST_AT_ONCE || isCalm()) return;
    flying += 1;
    // The mark is made before it is put into the page: where it is, is known in the next frame.
    requestAnimationFrame(() => fly(element, from.ec2));
  };
}

function fly(element, ec2) {
  const land = () => { flying -= 1; };
  const source = element.closest('.sea')?.querySelector(`[data-host="${CSS.escape(ec2)}"]`);
  if (!source) {
    land();
    return;
  }
  const [here, there] = [element, source.querySelector('.deck') ?? source].map((one) => one.getBoundingClientRect());
  const flight = element.animate(
    [{ transform: `translate(${there.x - here.x}px, ${there.y - here.y}px)`, zIndex: 2 }, { transform: 'none', zIndex: 2 }],
    { duration: FLIGHT, easing: 'ease-in-out' },
  );
  flight.addEventListener('finish', land);
  flight.addEventListener('cancel', land);
}
