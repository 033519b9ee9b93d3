// Keeps the page: all its files, so that it works without a network once it was loaded. The list is
// put in when the page is built. Nothing else is answered here, and nothing is ever sent.

const FILES = [];
/** Another name for each build: a page goes on with the files that it began with. */
const BUILD = '';
/** Pages of other folders keep theirs under the same origin. No path of an address has a space in it. */
const OWN = `ecs-drydock ${new URL('./', location).pathname} `;
const KEPT = OWN + BUILD;

addEventListener('install', (event) => event.waitUntil(keep()));

addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => clients.claim())));

addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const path = url.split(/[?#]/)[0];
  if (method === 'GET' && FILES.some((file) => new URL(file, location).href === path)) event.respondWith(answer(path, event.request));
});

/** The files are asked for past the browser's own cache, which may still have those of another build under the same names. */
async function keep() {
  const cache = await caches.open(KEPT);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })));
}

async function answer(path, request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(path)) ?? fetch(request);
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OWN) && name !== KEPT).map((name) => caches.delete(name)));
}
