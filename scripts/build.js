// Builds the WebAssembly module into pkg/wasm: cargo, then wasm-bindgen; and the
// catalogue beside it. Does nothing where no input is newer than what is there.

import { copyFileSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { compact } from './compact.js';
import { setUp, tools } from './setup.js';
import { dim, main, root, run, target } from './steps.js';

const WASM = join(root, 'pkg', 'wasm', 'ecs_drydock_bg.wasm');
const BYTES = join(root, 'pkg', 'wasm', 'bytes.js');
const CATALOGUE = join(root, 'pkg', 'wasm', 'catalogue.js');

/** What the module is made from. */
const INPUTS = ['src', 'examples', '.cargo/config.toml', 'Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'scripts/build.js', 'scripts/compact.js'];
/** What the package carries along. */
const COPIES = ['README.md', 'CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE'];

/** The size of the module as it travels, in bytes. */
export function gzipSize() {
  return gzipSync(readFileSync(WASM), { level: 9 }).length;
}

export async function build() {
  for (const name of COPIES) copyFileSync(join(root, name), join(root, 'pkg', name));
  if (existsSync(BYTES) && newest(INPUTS) <= statSync(BYTES).mtimeMs) {
    console.log(dim('the WebAssembly module is up to date'));
    return;
  }
  const cargo = ['build', '--locked', '--release', '--lib', '--target', 'wasm32-unknown-unknown', '--config', shortPaths()];
  await run('compiling Rust to WebAssembly', 'cargo', cargo, { env: { CARGO_TARGET_DIR: target } });
  const made = join(target, 'wasm32-unknown-unknown', 'release', 'ecs_drydock.wasm');
  // Without --omit-default-module-path bundlers find the file twice and emit it twice.
  // The function to reset the state is what pkg/api.js takes a fresh instance with.
  const flags = ['--target', 'web', '--omit-default-module-path', '--experimental-reset-state-function', '--remove-name-section', '--remove-producers-section'];
  await run('generating bindings', tools.bindgen, [...flags, '--out-dir', join(root, 'pkg', 'wasm'), made]);
  await compact(WASM);
  await writeCatalogue();
  writeFileSync(BYTES, `export default "${readFileSync(WASM).toString('base64')}";\n`);
}

/** The tables that nobody but readers needs: the core itself writes them, outside of the module. */
async function writeCatalogue() {
  const file = join(target, 'catalogue.json');
  await run('writing the catalogue', 'cargo', ['run', '--locked', '--example', 'catalogue', '--', file], { env: { CARGO_TARGET_DIR: target } });
  const json = readFileSync(file, 'utf8').replace(/[\\']/g, '\\$&');
  writeFileSync(CATALOGUE, `export default '${json}';\n`);
}

/**
 * The words of a panic name source files. Those of other packages are named without the
 * folder of whoever builds this: it is nobody's business, and makes the module another one
 * on every machine. As configuration, since flags in the environment would take the place
 * of those in .cargo/config.toml, which these join.
 */
function shortPaths() {
  const packages = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'src');
  return `target.wasm32-unknown-unknown.rustflags=[${JSON.stringify(`--remap-path-prefix=${packages}=`)}]`;
}

function newest(paths) {
  const time = (path) => {
    const stat = statSync(path);
    return stat.isDirectory() ? Math.max(...readdirSync(path).map((name) => time(join(path, name)))) : stat.mtimeMs;
  };
  return Math.max(...paths.map((path) => time(join(root, path))));
}

if (process.argv[1]?.endsWith('build.js')) {
  await main(async () => {
    await setUp();
    await build();
    console.log(`ecs_drydock_bg.wasm: ${(statSync(WASM).size / 1024).toFixed(1)} KB, ${(gzipSize() / 1024).toFixed(1)} KB with gzip`);
  });
}
