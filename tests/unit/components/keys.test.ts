import { describe, expect, test } from 'vitest';
import { type KeyEvent, pressed } from '../../../components/keys/pressed.ts';

const key = (name: string, more: Partial<KeyEvent> = {}): KeyEvent => ({
  key: name,
  code: '',
  keyCode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});

describe('the name of a key', () => {
  test.each([
    ['a', key('a')],
    ['X', key('X', { shiftKey: true })],
    ['?', key('?', { shiftKey: true })],
    ['Escape', key('Escape')],
    ['Shift+Enter', key('Enter', { shiftKey: true })],
    ['Mod+Enter', key('Enter', { ctrlKey: true })],
    ['Mod+Enter', key('Enter', { metaKey: true })],
    ['Mod+s', key('s', { ctrlKey: true })],
    ['Mod+Shift+s', key('S', { ctrlKey: true, shiftKey: true })],
    ['Mod+Alt+a', key('a', { ctrlKey: true, altKey: true })],
    ['Alt+ArrowUp', key('ArrowUp', { altKey: true })],
  ])('%s', (name, event) => expect(pressed(event)).toBe(name));

  test('does not depend on Caps Lock', () => {
    expect(pressed(key('A'))).toBe('a');
    expect(pressed(key('x', { shiftKey: true }))).toBe('X');
    expect(pressed(key('S', { ctrlKey: true }))).toBe('Mod+s');
  });

  test('is a digit by its key where Alt makes another sign of it', () =>
    expect(pressed(key('¡', { code: 'Digit1', altKey: true }))).toBe('Alt+1'));
});

test('a key of a composition has no name, whatever it is', () => {
  for (const name of ['a', 'Enter', 'Escape', 'ArrowDown']) {
    expect(pressed(key(name, { isComposing: true }))).toBeUndefined();
    expect(pressed(key(name, { keyCode: 229 }))).toBeUndefined();
  }
});

test('a key that is held down has no name, unless it only moves something', () => {
  for (const name of ['a', 'Enter', 'Escape', 'Delete']) expect(pressed(key(name, { repeat: true }))).toBeUndefined();
  for (const name of ['ArrowDown', 'Home', 'PageUp']) expect(pressed(key(name, { repeat: true }))).toBe(name);
});
