/** Events as they come, as server-sent events: `EventSource` reads them, and so does curl. */

/** How often somebody who only listens sees that the server is there, and that time went on. */
const BEAT_MS = 15_000;
const TICK_MS = 250;

/** Sends what is behind the cursor, and goes on until the listener goes. */
export function stream(response, dock, { after = 0, types }, fail) {
  let cursor = after;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const happened = () => {
    // Who does not keep up gets the rest when there is room again.
    while (!response.writableNeedDrain) {
      const { events, next, dropped } = dock.simulation.events({ after: cursor, limit: 100, types });
      if (dropped > 0) response.write(`: ${dropped} events were dropped before these\n\n`);
      events.forEach((event, index) => {
        const id = index === events.length - 1 ? `id: ${next}\n` : '';
        response.write(`${id}event: ${event['detail-type']}\ndata: ${JSON.stringify(event)}\n\n`);
      });
      cursor = next;
      if (events.length === 0) break;
    }
  };
  const goOn = () => {
    try {
      dock.tick();
    } catch (error) {
      leave();
      fail(error);
    }
  };
  const tick = setInterval(goOn, TICK_MS);
  const beat = setInterval(() => response.write(':\n\n'), BEAT_MS);
  const leave = () => {
    clearInterval(tick);
    clearInterval(beat);
    dock.listeners.delete(listener);
    response.off('drain', happened);
    response.end();
  };
  const listener = { happened, leave };
  dock.listeners.add(listener);
  response.on('drain', happened);
  response.on('close', leave);
  response.flushHeaders();
  happened();
  return undefined;
}
