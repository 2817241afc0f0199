import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commaNamesImplied } from '../../../lib/layout/comma-names.ts';
import { contextLine, parseContextLine, splitContexts } from '../../../lib/layout/context-line.ts';
import { knownNames } from '../../../lib/layout/known-names.ts';
import { texts } from './arbitraries.ts';

describe('contextLine', () => {
  it('lists names in code-point order', () => {
    expect(contextLine(['ferry', 'Lake', 'Éire', '\u{1F4A7}', '\uFFFD'])).toBe(
      '_Context: Lake, ferry, Éire, \uFFFD, \u{1F4A7}_',
    );
  });

  it('is read back as its list', () => {
    expect(parseContextLine('_Context: Lake, Upper Town_')).toBe('Lake, Upper Town');
    for (const text of [
      '',
      '_Context: _x',
      '_Context:',
      '_Context: ',
      'Context: Lake_',
      'A _Context: Lake_',
      '_Contexts: Lake_',
    ])
      expect(parseContextLine(text)).toBeUndefined();
  });
});

describe('splitContexts (the layout, "What real pages also hold")', () => {
  const names = (list: string, known: string[] = [], sorted = false) => splitContexts(list, knownNames(known), sorted);

  it('splits at commas where no name has one', () => {
    expect(names('Lake, Upper Town')).toEqual({ names: ['Lake', 'Upper Town'], ambiguous: false });
    expect(names('')).toEqual({ names: [], ambiguous: false });
  });

  it('keeps doubled names, leading spaces and trailing dots', () => {
    expect(names('Lake, Lake,  ferry, Upper Co.')).toEqual({
      names: ['Lake', 'Lake', ' ferry', 'Upper Co.'],
      ambiguous: false,
    });
  });

  it('lets known names decide, longest first', () => {
    const known = ['Upper, Lakeland', 'Ice, Snow and Rain', 'Snow and Rain', 'A, B', 'A, B, C'];
    expect(names('Ice, Snow and Rain, Upper, Lakeland', known)).toEqual({
      names: ['Ice, Snow and Rain', 'Upper, Lakeland'],
      ambiguous: false,
    });
    expect(names('A, B, C', known)).toEqual({ names: ['A, B, C'], ambiguous: false });
    expect(names(' Upper, Lakeland , Z', known)).toEqual({ names: [' Upper, Lakeland ', 'Z'], ambiguous: false });
  });

  it('prefers the reading in which every name is known', () => {
    expect(names('A, B, C', ['A, B', 'B, C', 'A'])).toEqual({ names: ['A', 'B, C'], ambiguous: false });
  });

  it('says so where both readings are known names', () => {
    expect(names('Upper, Lakeland', ['Upper, Lakeland', 'Upper', 'Lakeland'])).toEqual({
      names: ['Upper, Lakeland'],
      ambiguous: true,
    });
    expect(names('Upper, Lakeland', ['Upper, Lakeland', 'Lakeland'])).toEqual({
      names: ['Upper, Lakeland'],
      ambiguous: false,
    });
    expect(names('A, B, C', ['A, B', 'B, C', 'A', 'C']).ambiguous).toBe(true);
    expect(names(' A, B', ['A, B', 'A', 'B']).ambiguous).toBe(true);
    expect(names(' A, B', ['A, B', 'B']).ambiguous).toBe(false);
  });

  it('lets the order of a sorted list decide', () => {
    const known = ['Upper, Lakeland', 'Upper', 'Lakeland', 'Ferry'];
    expect(names('Ferry, Upper, Lakeland', known, true)).toEqual({
      names: ['Ferry', 'Upper, Lakeland'],
      ambiguous: false,
    });
    expect(names('Lake, Upper, Moor', ['Lake, Upper', 'Lake', 'Upper', 'Moor'], true)).toEqual({
      names: ['Lake, Upper', 'Moor'],
      ambiguous: false,
    });
    expect(names('Lakeland, Upper', ['Lakeland, Upper', 'Upper', 'Lakeland'], true).ambiguous).toBe(true);
  });

  it('says so where a sorted list stays out of order', () => {
    expect(names('Ferry, Upper, Lakeland', [], true)).toEqual({
      names: ['Ferry', 'Upper', 'Lakeland'],
      ambiguous: true,
    });
    expect(names('Ferry, Upper, Lakeland', []).ambiguous).toBe(false);
  });

  it('gives up on a knot of too many readings, in silence never', () => {
    const known = ['A, A', 'A, A, A', 'A'];
    expect(names(Array.from({ length: 40 }, () => 'A').join(', '), known).ambiguous).toBe(true);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.array(texts), fc.array(texts), fc.boolean(), (listed, known, sorted) => {
        const list = listed.join(', ');
        expect(
          names(list, [...known, listed.slice(0, 2).join(', '), listed.slice(1, 4).join(', ')], sorted).names.join(
            ', ',
          ),
        ).toBe(list);
      }),
    );
  });
});

describe('commaNamesImplied', () => {
  it.each([
    ['Upper, Lakeland', ['Upper, Lakeland']],
    ['Upper, Lakeland, Zoo, ferry', ['Upper, Lakeland']],
    ['Moor, Upper, Lakeland, Zoo', ['Upper, Lakeland']],
    ['Moor, Lower, Upper, Lakeland', ['Moor, Lower', 'Upper, Lakeland']],
  ])('%j proves %j', (list, proven) => {
    expect(commaNamesImplied(list)).toEqual({ proven, possible: [] });
  });

  it('proves nothing by a list that is in order', () => {
    for (const list of ['', 'Lake', 'Lake, Lake, Upper', 'Austin, Texas, ferry'])
      expect(commaNamesImplied(list)).toEqual({ proven: [], possible: [] });
  });

  it('tells the possible from the proven', () => {
    expect(commaNamesImplied('Ferry, Upper, Lakeland')).toEqual({
      proven: [],
      possible: ['Upper, Lakeland', 'Ferry, Upper'],
    });
  });

  it('proves nothing by a list that names of four parts cannot put in order, or that is too long', () => {
    expect(commaNamesImplied('F, E, D, C, B, A')).toEqual({ proven: [], possible: [] });
    expect(commaNamesImplied(`b, a${', c'.repeat(60)}`)).toEqual({ proven: [], possible: [] });
  });
});
