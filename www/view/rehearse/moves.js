// A task that takes another's place flies there from where the other is, so that the eye can follow.

/** Tasks that have landed, and how long a flight takes. */
const landed = new Set();
const FLIGHT = 700;
/** More than the eye can follow at once. */
const MOST_AT_ONCE = 40;
let flying = 0;

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What is done when the mark of a task is drawn: the first time it is seen, it comes from its predecessor's host. */
export function landing(task) {
  return (element) => {
    if (!element || landed.has(task.id)) return;
    landed.add(task.id);
    const { from } = task;
    if (!from?.ec2 || task.last === 'RUNNING' || flying >= MOST_AT_ONCE || isCalm()) return;
    const harbour = element.closest('.sea');
    const source = harbour?.querySelector(`[data-host="${CSS.escape(from.ec2)}"]`);
    if (!source) return;
    flying += 1;
    requestAnimationFrame(() => fly(element, source));
  };
}

function fly(element, source) {
  const [here, there] = [element.getBoundingClientRect(), source.getBoundingClientRect()];
  const flight = element.animate(
    [{ transform: `translate(${there.x - here.x}px, ${there.y - here.y}px)`, zIndex: 2 }, { transform: 'none', zIndex: 2 }],
    { duration: FLIGHT, easing: 'ease-in-out' },
  );
  flight.addEventListener('finish', () => { flying -= 1; });
  flight.addEventListener('cancel', () => { flying -= 1; });
}
