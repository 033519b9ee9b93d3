// The clipboard, which a browser may refuse.

/** What is said where it does. */
export const REFUSED = 'The browser does not let a page copy here.';

/** Whether a text could be copied. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
