import { describe, expect, it } from 'vitest';
import { pathInside } from '../../../lib/people/rules/callback-url.ts';

describe('where signing in leads', () => {
  it.each(['/', '/days/2013-01-19', '/entries/new?day=2013-01-19', '/review/7#summary'])('%s lies inside', (asked) => {
    expect(pathInside(asked)).toBe(asked);
  });

  it.each([
    undefined,
    null,
    '',
    'days',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n//evil.example',
    '/x/..//evil.example',
    '/./\\evil.example',
    'javascript:alert(1)',
    ' /days',
    '/\u0000',
  ])('%j leads to the desk', (asked) => {
    expect(pathInside(asked)).toBe('/');
  });
});
