import { defineConfig } from 'vite';

/** While developing, the page is told of changes over a WebSocket; the built page has none and allows none. */
const allowWebSocket = {
  name: 'allow-web-socket',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace("connect-src 'self'", "connect-src 'self' ws: wss:"),
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
  },
  worker: { format: 'es' },
  // The package finds its .wasm beside itself; pre-bundling would move it.
  optimizeDeps: { exclude: ['ecs-drydock'] },
  plugins: [allowWebSocket],
});
