// The main view: a request, as a form and as JSON, and what ECS would say to it.

import { html, nothing } from 'lit-html';

import { examples, groups } from '../examples.js';
import * as model from '../model.js';
import { actions } from './actions.js';
import { editor } from './editor.js';
import { form } from './form.js';
import { problems } from './problems.js';
import { counted, option, sentence } from './words.js';

const { state } = model;

/** The operations as people look for them. */
export const GROUPS = {
  'Container instances': ['RegisterContainerInstance', 'DeregisterContainerInstance', 'DescribeContainerInstances', 'UpdateContainerAgent', 'UpdateContainerInstancesState', 'ListContainerInstances'],
  Tasks: ['RunTask', 'StartTask', 'StopTask', 'DescribeTasks', 'ListTasks', 'UpdateTaskProtection', 'GetTaskProtection'],
  Services: ['CreateService', 'UpdateService', 'DeleteService', 'DescribeServices', 'ListServices'],
  'Task definitions': ['RegisterTaskDefinition', 'DeregisterTaskDefinition', 'DescribeTaskDefinition', 'ListTaskDefinitions', 'ListTaskDefinitionFamilies'],
  Attributes: ['PutAttributes', 'DeleteAttributes', 'ListAttributes'],
  Tags: ['TagResource', 'UntagResource', 'ListTagsForResource'],
  Clusters: ['CreateCluster', 'DeleteCluster', 'DescribeClusters', 'ListClusters'],
  'Account settings': ['PutAccountSetting', 'PutAccountSettingDefault', 'DeleteAccountSetting', 'ListAccountSettings'],
  'The agent’s own': ['DiscoverPollEndpoint', 'SubmitTaskStateChange', 'SubmitContainerStateChange'],
};

/** On narrow screens one of these is shown at a time. */
const PANES = { form: 'Form', json: 'JSON', problems: 'Problems' };
let pane = 'form';
let notice = '';

/** Something to tell once, such as a damaged link; empty to tell nothing. */
export function say(words) {
  notice = words;
}

export function check(_, draw) {
  const operation = model.catalogue.operations.get(state.operation);
  return html`
    <h1 class="hidden">Check a request</h1>
    ${notice ? html`<p class="notice" role="alert">${notice}</p>` : nothing}
    ${choice(operation)} ${verdict()}
    ${panes(operation, draw)}`;
}

/** The request as a form, as JSON, and what is wrong with it. */
export function panes(operation, draw) {
  const show = (name) => {
    pane = name;
    draw();
  };
  return html`
    <div class="panes" data-pane=${pane}>
      <div class="tabs" role="group" aria-label="What to show">
        ${Object.entries(PANES).map(([name, title]) => html`
          <button type="button" aria-pressed=${pane === name} @click=${() => show(name)}>
            ${title}${name === 'problems' && state.diagnostics.length ? html` <span class="number">${state.diagnostics.length}</span>` : nothing}
          </button>`)}
      </div>
      <section class="pane form-pane" aria-labelledby="form-title">
        <h2 id="form-title">Form</h2>
        ${form(operation)}
      </section>
      <div class="side">
        <section class="pane json-pane" aria-labelledby="json-title">
          <div class="pane-head">
            <h2 id="json-title">JSON</h2>
            ${actions(draw)}
          </div>
          ${editor()}
        </section>
        <section class="pane problems-pane" aria-labelledby="problems-title">
          <h2 id="problems-title">Problems</h2>
          ${problems(show)}
        </section>
      </div>
    </div>
  `;
}

function choice(operation) {
  const { example } = state;
  return html`
    <div class="choose">
      <label>Operation
        <select id="operation" @change=${(event) => model.choose(event.target.value)}>
          ${Object.entries(GROUPS).map(([name, operations]) => html`
            <optgroup label=${name}>${operations.map((one) => option(one, one, one === state.operation))}</optgroup>`)}
        </select>
      </label>
      <label>Example
        <select id="example" @change=${(event) => event.target.value && model.openExample(examples[event.target.value])}>
          ${option('', 'Load one…', !example)}
          ${Object.entries(groups).map(([group, name]) => html`
            <optgroup label=${name}>
              ${examples.map((one, index) => (one.group === group ? option(index, one.name, one === example) : nothing))}
            </optgroup>`)}
        </select>
      </label>
      <p class="about">
        ${example ? html`${example.about} <span class="source">Source: ${example.source}.</span>` : sentence(operation.about)}
      </p>
    </div>`;
}

/** What ECS would say to the request; in other words where its rules are not all there is to ask. */
export function verdict(accepted = 'ECS would accept this request', unchecked = 'What depends on the state of a cluster is not checked here') {
  const { errors, warnings } = model.counts();
  const [kind, words, more] = errors
    ? ['refused', 'ECS would refuse this request', counted(errors, 'error') + (warnings ? `, ${counted(warnings, 'warning')}` : '')]
    : warnings
      ? ['warned', `${accepted}, with surprises`, counted(warnings, 'warning')]
      : ['accepted', accepted, unchecked];
  return html`
    <div class="verdict ${kind}" role="status" id="verdict">
      <span class="lamp" aria-hidden="true"></span>
      <strong>${words}</strong>
      <span class="more">${more}</span>
    </div>`;
}
