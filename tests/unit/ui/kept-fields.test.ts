import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptFields } from '#components/unsent/kept-fields.ts';

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('window', {
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, words: string) => stored.set(key, words),
      removeItem: (key: string) => stored.delete(key),
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

const form = () => keptFields(7, { name: 'Pier', domains: '' }, { domains: 'publisher 3 domains' });

test('what was typed is there when the form is opened again', () => {
  form().keep('domains', 'pier.example');
  expect(form().first).toEqual({ name: 'Pier', domains: 'pier.example' });
});

test('a field without a place is not kept', () => {
  form().keep('name', 'Quay');
  expect(stored.size).toBe(0);
});

test('a field that is as it began is not kept, and what was sent is forgotten', () => {
  const kept = form();
  kept.keep('domains', 'pier.example');
  kept.keep('domains', '');
  expect(stored.size).toBe(0);
  kept.keep('domains', 'quay.example');
  kept.forget();
  expect(form().first).toEqual({ name: 'Pier', domains: '' });
});
