/** The id of the field that the words of a search are typed in. */
export const SEARCH_FIELD = 'search-field';

let isWanted = false;

/**
 * Puts the cursor into the search field; where no screen has one, `go` leads to the one that does, and it is put there
 * then.
 */
export function focusSearch(go: () => void): void {
  const field = document.getElementById(SEARCH_FIELD);
  if (field) {
    field.focus();
    return;
  }
  isWanted = true;
  go();
}

/** Whether somebody came for the field by its key. Asked once. */
export function tookFocus(): boolean {
  const was = isWanted;
  isWanted = false;
  return was;
}
