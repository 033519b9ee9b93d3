import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vite';

/** While developing, the page is told of changes over a WebSocket; the built page has none and allows none. */
const allowWebSocket = {
  name: 'allow-web-socket',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace("connect-src 'self'", "connect-src 'self' ws: wss:"),
};

/** Writes the service worker beside the built page, with the names of all its files, and a name of its own for this build. */
const keepFiles = {
  name: 'keep-files',
  apply: 'build',
  writeBundle({ dir }) {
    const files = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
      .map((entry) => `./${join(entry.parentPath, entry.name).slice(dir.length + 1).replaceAll('\\', '/')}`)
      .sort();
    const hash = createHash('sha256');
    for (const file of files) hash.update(file).update(readFileSync(join(dir, file)));
    const source = readFileSync(fileURLToPath(new URL('./sw.js', import.meta.url)), 'utf8')
      .replace('const FILES = [];', `const FILES = ${JSON.stringify(['./', ...files])};`)
      .replace("BUILD = ''", `BUILD = '${hash.digest('hex').slice(0, 16)}'`);
    writeFileSync(join(dir, 'sw.js'), source);
  },
};

export default defineConfig({
  // The built page works from any folder.
  base: './',
  build: {
    target: 'es2022',
    // The stylesheets use light-dark() as it is: it follows the colour switch, its substitutes do not.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The tables of rules and operations are one file, larger than what bundlers warn of.
    chunkSizeWarningLimit: 600,
  },
  worker: { format: 'es' },
  // The package finds its .wasm beside itself; pre-bundling would move it.
  optimizeDeps: { exclude: ['ecs-drydock'] },
  plugins: [allowWebSocket, keepFiles],
});
