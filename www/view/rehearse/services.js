// The services as a table: how many tasks each has, wants and may have. Of two berths, side by side.

import { html, nothing } from 'lit-html';

export function services({ services, berth }, mark) {
  const id = `services-${berth}`;
  return html`
    <h2 id=${id}>Services</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby=${id}>
      <table class="services">
        <thead><tr><th scope="col">Service</th><th scope="col">Desired</th><th scope="col">Running</th><th scope="col">Pending</th><th scope="col">Bounds</th><th scope="col">Last message</th></tr></thead>
        <tbody>${services.map(({ name, desired, running, pending, floor, ceiling, percentages, message }) => html`
          <tr><th scope="row">${badge(mark(name))} ${name}</th>
            <td data-label="Desired">${desired}</td><td data-label="Running" class=${running < floor ? 'short' : ''}>${running}</td><td data-label="Pending">${pending}</td>
            <td data-label="Bounds" title="${percentages[0]} % and ${percentages[1]} % of ${desired}">${floor} to ${ceiling}</td><td>${message}</td></tr>`)}</tbody>
      </table>
    </div>`;
}

export const badge = ({ letter, number }) => html`<span class="cargo" style="--colour: var(--colour-${number})" aria-hidden="true">${letter}</span>`;

/** What differs between the two at this moment. */
export function compared([own, fork], mark) {
  const sums = [
    ['Hosts', ({ order }) => order.length],
    ['Container instances registered', ({ totals }) => totals.hosts],
    ['Of these, draining with tasks', ({ totals }) => totals.drains],
    ['Tasks', ({ totals }) => totals.tasks],
    ['CPU reserved', ({ totals }) => totals.cpu],
    ['Memory reserved, MiB', ({ totals }) => totals.memory],
    ['Tasks that a drain waits for', ({ explanation }) => explanation?.waitingTasks ?? 0],
  ];
  const of = ({ services }, name, member) => services.find((one) => one.name === name)?.[member] ?? 0;
  const names = [...new Set([own, fork].flatMap(({ services }) => services.map(({ name }) => name)))];
  const rows = [
    ...sums.map(([words, read]) => [words, read(own), read(fork)]),
    ...names.map((name) => [html`${badge(mark(name))} ${name}: running`, of(own, name, 'running'), of(fork, name, 'running')]),
  ];
  return html`
    <h2 id="compared">Side by side</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="compared">
      <table class="services">
        <thead><tr><th scope="col">At this moment</th><th scope="col">As it is</th><th scope="col">What if</th><th scope="col">Difference</th></tr></thead>
        <tbody>${rows.map(([words, one, other]) => html`
          <tr><th scope="row">${words}</th><td data-label="As it is">${one}</td><td data-label="What if">${other}</td>
            <td data-label="Difference">${one === other ? html`<span class="meta">none</span>` : html`<strong>${other > one ? '+' : '−'}${Math.abs(other - one)}</strong>`}</td></tr>`)}</tbody>
      </table>
    </div>`;
}
