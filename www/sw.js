// Keeps the page: all its files, so that it works without a network once it was loaded. The list is
// put in when the page is built. Nothing else is answered here, and nothing is ever sent.

const FILES = [];
/** Another name for each build: a page goes on with the files that it began with. */
const KEPT = 'ecs-drydock-';

addEventListener('install', (event) => event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES))));

addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => clients.claim())));

addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const path = url.split(/[?#]/)[0];
  if (method === 'GET' && FILES.some((file) => new URL(file, location).href === path)) event.respondWith(answer(path, event.request));
});

async function answer(path, request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(path)) ?? fetch(request);
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('ecs-drydock-') && name !== KEPT).map((name) => caches.delete(name)));
}
