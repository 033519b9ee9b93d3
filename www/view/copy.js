// The clipboard, which a browser may refuse.

/** Whether a text could be copied. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
