import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DOOR = 'components/keys/';

/**
 * Ways past the door: handlers of a library or of the window, and keys that are compared without asking for a
 * composition or for what is held.
 */
const PAST =
  /useHotkeys|getHotkeyHandler|(?:addEventListener|useWindowEvent|useEventListener)\(\s*['"]key|event\.(?:nativeEvent\.)?(?:key|code|keyCode)\s*[!=]==?|\bisComposing\b/;

const sources = globSync('{app,components}/**/*.{ts,tsx}', { cwd: ROOT }).map((file) => ({
  file,
  text: readFileSync(path.join(ROOT, file), 'utf8'),
}));

test('every key of a screen goes through the one door', () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(sources.filter(({ file, text }) => !file.startsWith(DOOR) && PAST.test(text)).map(({ file }) => file)).toEqual(
    [],
  );
});

test('the rule sees a handler past the door', () => {
  for (const planted of [
    "useHotkeys([['a', run]])",
    "window.addEventListener('keydown', run)",
    "if (event.key === 'Enter') run()",
    'event.nativeEvent.isComposing',
  ]) {
    expect(PAST.test(planted)).toBe(true);
  }
});

/** What opens over the page when somebody asks for it keeps keys away until it is there. */
const OVERLAY = /<(?:Modal|Drawer)\b/;

test('a dialog that is loaded when it is first opened keeps keys away meanwhile', () => {
  const late = sources.flatMap(({ file, text }) =>
    (text.match(/const \w+ = dynamic\([^;]+;/g) ?? []).map((part) => ({ file, part })),
  );
  const dialogs = late.filter(({ file, part }) => OVERLAY.test(loadedBy(file, part)));
  expect(dialogs.length).toBeGreaterThan(15);
  expect(dialogs.filter(({ part }) => !part.includes('loading: OverlayComing'))).toEqual([]);
});

/** The text of the component that a late part loads. */
function loadedBy(file: string, part: string): string {
  const [, from = ''] = /import\('([^']+)'\)/.exec(part) ?? [];
  const target = from.startsWith('#') ? from.slice(1) : path.join(path.dirname(file), from);
  const text = sources.find((source) => source.file === target)?.text ?? '';
  const [, name] = /=> \w+\.(\w+)\)/.exec(part) ?? [];
  return (name && new RegExp(`function ${name}\\b[\\s\\S]*?\\n}\\n`).exec(text)?.[0]) || text;
}
