/**
 * Tells of every key that goes down or up, to see which are held; nothing may be done at a key here. Call what it
 * returns to end it.
 */
export function watchKeys(tell: (event: KeyboardEvent) => void): () => void {
  window.addEventListener('keydown', tell, true);
  window.addEventListener('keyup', tell, true);
  return () => {
    window.removeEventListener('keydown', tell, true);
    window.removeEventListener('keyup', tell, true);
  };
}
