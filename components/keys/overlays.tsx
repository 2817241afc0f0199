/** Whatever covers the page and takes the keys: a dialog, a menu, or one that is still being loaded. */
const OVERLAYS = 'dialog[open], [role="dialog"], [role="alertdialog"], [role="menu"], [data-overlay-coming]';

/** Whether something covers the page, or is on its way. */
export function isCovered(): boolean {
  return document.querySelector(OVERLAYS) !== null;
}

/** Stands where a dialog or a form will be once its code came: until then, keys do nothing. */
export function OverlayComing() {
  return <span hidden data-overlay-coming />;
}
