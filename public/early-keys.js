// Hears Ctrl K while the scripts of a page are still on their way: the palette opens at once, and what is typed goes
// into its field.
// The palette takes over when it is alive (`data-alive`); until then no other key does anything.
(() => {
  let early = '';
  let isAsked = false;

  function openPalette() {
    const palette = document.getElementById('palette');
    const field = palette?.querySelector('input');
    if (!field) return;
    isAsked = false;
    if (!palette.open) palette.showModal();
    field.focus();
    field.value += early;
    early = '';
  }

  function onKey(event) {
    const palette = document.getElementById('palette');
    if (palette?.dataset.alive) return removeEventListener('keydown', onKey, true);
    if (event.isComposing || event.altKey) return;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && !event.shiftKey && event.key.toLowerCase() === 'k' && (palette || document.readyState === 'loading')) {
      event.preventDefault();
      isAsked = true;
      if (palette) openPalette();
    } else if (isAsked && !mod && event.key.length === 1) {
      event.preventDefault();
      early += event.key;
    } else if (palette?.open && event.key === 'Enter') {
      palette.dataset.entered = 'true';
    }
  }

  addEventListener('keydown', onKey, true);
  addEventListener('DOMContentLoaded', () => isAsked && openPalette());
})();
