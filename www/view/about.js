// What this is, and what it is not.

import { html } from 'lit-html';

import { catalogue } from '../model.js';

export const about = () => html`
  <div class="page prose">
    <h1>About</h1>
    <p class="lead">A dry dock for Amazon ECS container instances: check a request before it touches a real cluster.</p>
    <p>The rules are data in a Rust core, compiled to WebAssembly. The same core is the npm package <code>ecs-drydock</code>, for forms, tests and tools, and the command <code>ecs-drydock validate</code>.</p>
    <h2>What it does</h2>
    <ul>
      <li>It judges the requests of ${catalogue.operations.size} operations: members, types, limits, character sets, words, identifiers, and how they fit together.</li>
      <li>It says all problems at once, and which one the service would answer with, in the service’s words where they are recorded.</li>
      <li>It says how each rule is known. What is not known stands in the <a href="#/rules/assumptions">table of assumptions</a>.</li>
    </ul>
    <h2>What it does not do</h2>
    <ul>
      <li>It does not know your clusters: whether an instance exists, or has tasks, is not checked.</li>
      <li>It does not check permissions, quotas of your account, or throttling.</li>
      <li>It is not affiliated with Amazon Web Services.</li>
    </ul>
    <h2>Your data</h2>
    <p>Nothing leaves the browser. The page only ever fetches its own files, with nothing in the request but their names, and keeps them: from then on it works without a network. A copied link carries the request or the rehearsal in itself, after the <code>#</code>, which browsers do not send. What you rehearse is kept in this browser’s storage, and beside it the rehearsal before, until another takes its place.</p>
    <h2>Embedding</h2>
    <p>A page with a content security policy needs <code>script-src 'wasm-unsafe-eval'</code>, and a <code>connect-src</code> that allows the <code>.wasm</code> file to be fetched. The entry <code>ecs-drydock/inline</code> fetches nothing.</p>
  </div>`;
