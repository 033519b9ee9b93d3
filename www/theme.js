// Light and dark: as the system has it, unless the visitor chose. The stylesheets
// use light-dark(), which follows the root's color-scheme.

import { html } from 'lit-html';

const KEY = 'ecs-drydock-theme';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };

let theme = stored() ?? 'auto';

/** Storage may be refused; then the choice lasts as long as the page. */
function stored() {
  try {
    const value = localStorage.getItem(KEY);
    return Object.hasOwn(NEXT, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function showTheme() {
  document.documentElement.style.colorScheme = theme === 'auto' ? 'light dark' : theme;
}

export const themeSwitch = (draw) => html`
  <button
    type="button"
    class="theme"
    aria-label="Colours: ${theme}, change to ${NEXT[theme]}"
    @click=${() => {
      theme = NEXT[theme];
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // As long as the page, then.
      }
      showTheme();
      draw();
    }}
  >
    <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5" /><path d="M8 1.5a6.5 6.5 0 0 1 0 13z" /></svg>
    ${theme}
  </button>
`;
