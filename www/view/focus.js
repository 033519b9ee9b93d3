// Where the focus goes when what had it is gone: a person with a keyboard would begin anew at the top.

/** Does something, and then leads the focus to a place if nothing has it any more. */
export const leading = (does, place) => async (event) => {
  await does(event);
  if (document.activeElement === document.body) document.querySelector(place)?.focus();
};
