/** What a key event says; those of the browser and of React both fit. */
export type KeyEvent = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing'
>;

/** Some browsers send the key that ends a composition with this code and without `isComposing`. */
const OF_COMPOSITION = 229;

/** Keys that go on while they are held down: they only move something. */
const MOVING = /(?:Arrow(?:Up|Down|Left|Right)|Home|End|PageUp|PageDown)$/;

/**
 * Whether a key belongs to the composition of a text (Japanese, Chinese, Korean, accents): it is the composition's
 * alone, Enter and Escape too.
 */
function isOfComposition({ isComposing, keyCode }: KeyEvent): boolean {
  return isComposing || keyCode === OF_COMPOSITION;
}

/**
 * The name of what was pressed: `a`, `X`, `Escape`, `Alt+ArrowUp`, `Mod+Enter` (Ctrl, or the command key). Every
 * modifier that is held is in the name, save the Shift that makes a sign. Undefined for a key of a composition, and for
 * one that is only held down, unless it moves something.
 */
export function pressed(event: KeyEvent): string | undefined {
  if (isOfComposition(event) || (event.repeat && !MOVING.test(event.key))) return undefined;
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const mod = ctrlKey || metaKey;
  const isSign = event.key.length === 1;
  const key = isSign ? signOf(event) : event.key;
  return [
    ...(mod ? ['Mod'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && (!isSign || mod || altKey) ? ['Shift'] : []),
    key,
  ].join('+');
}

/**
 * Letters by Shift alone, whatever Caps Lock says; with Alt a digit by its key, since some keyboards write another sign
 * then.
 */
function signOf({ key, code, altKey, ctrlKey, metaKey, shiftKey }: KeyEvent): string {
  const digit = altKey ? /^Digit(\d)$/.exec(code)?.[1] : undefined;
  if (digit) return digit;
  return shiftKey && !ctrlKey && !metaKey && !altKey ? key.toUpperCase() : key.toLowerCase();
}
