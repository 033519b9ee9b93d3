// What the page and the worker that the rehearsal lives in agree on.

/** The cluster that is rehearsed with. */
export const CLUSTER = 'harbour';
/** The berths by number: the rehearsal, and the fork beside it. */
export const [OWN, FORK] = [0, 1];
/** How many events are shown. */
export const MOST_EVENTS = 200;
