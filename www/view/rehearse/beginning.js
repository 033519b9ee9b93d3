// What one begins with: a cluster of one's own, or a lesson that leads step by step.

import { html, nothing } from 'lit-html';

import { CLUSTERS, LESSONS, scenarioOf } from '../../rehearsal/scenarios.js';
import { OWN, backToBefore, begin, showStep, state, undo } from '../../rehearsal.js';
import { leading, steady } from '../focus.js';
import { option } from '../words.js';

export function beginning() {
  const own = state.berths[OWN];
  const lesson = LESSONS.find(({ id }) => id === own?.lesson);
  const chosen = scenarioOf(own?.scenario);
  const options = (scenarios) => scenarios.map(({ id, title }) => option(id, title, id === chosen?.id));
  const next = lesson?.steps[own.step];
  return html`
    <section class="lesson" aria-label="Lesson">
      <label>Begin with <select @change=${(event) => begin(event.target.value)}>
        ${chosen ? nothing : option('', 'What was opened', true)}
        <optgroup label="A cluster of your own">${options(CLUSTERS)}</optgroup>
        <optgroup label="A lesson, step by step">${options(LESSONS)}</optgroup>
      </select></label>
      ${state.hasBefore ? html`<button type="button" @click=${backToBefore}>Back to the rehearsal before</button>` : nothing}
      ${chosen ? html`<p class="about">${chosen.about}</p>` : nothing}
      ${lesson ? html`
        <div role="status" tabindex="-1">
          ${next
            ? html`<p><strong>Step ${own.step + 1} of ${lesson.steps.length}.</strong> ${next.say}</p>`
            : html`<p><strong>That was it.</strong> Look around, undo, try something else; or choose another lesson.</p>`}
        </div>
        ${next ? (own.isAstray ? wayBack(own) : html`<p class="choices"><button type="button" class="primary" @click=${leading(showStep, SAID)}>Show me</button> <span class="meta">Or do it yourself, and let time pass until it has come about.</span></p>`) : nothing}` : own && !own.last ? invitation() : nothing}
    </section>`;
}

/** What is said of the step that is next. */
const SAID = '.lesson [role="status"]';

/** Who has done nothing yet may want to be led. */
function invitation() {
  const [first] = LESSONS;
  return html`<p class="meta">New to draining? <button type="button" class="quiet" @click=${leading(() => begin(first.id), SAID)}>Be led through it: ${first.title}</button></p>`;
}

/** What is left where the next step of a lesson cannot be gone any more. */
const wayBack = ({ lesson, canUndo }) => html`
  <p role="status">The rehearsal went another way, and does not come to the end of this step. Undo what was done, or begin the lesson again.</p>
  ${steady('Undo the last', canUndo, leading(() => undo(OWN), SAID))}
  <button type="button" @click=${leading(() => begin(lesson), SAID)}>Begin the lesson again</button>`;
