import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commaNamesImplied } from '../../../lib/layout/comma-names.ts';
import { splitContexts } from '../../../lib/layout/context-line.ts';
import { parseDayPage } from '../../../lib/layout/day-page.ts';
import { parseEventPage } from '../../../lib/layout/event-page.ts';
import { parseFrontPage } from '../../../lib/layout/front-page.ts';
import { knownNames } from '../../../lib/layout/known-names.ts';
import { decodePage } from '../../../lib/layout/page-text.ts';
import { parsePagePath } from '../../../lib/layout/paths.ts';
import { splitTitle } from '../../../lib/layout/title.ts';
import { effort } from '../../support/effort.ts';
import { texts } from './arbitraries.ts';
import { aDay } from './archive.ts';

const day = aDay('2013-01-05');
const EVENT = '### [2013-01-5](/news/2013/01/5/index.md)\n\n';
const DAY = '## [2013-01-5](/news/2013/01/5/index.md)\n\n';
const NEWS = '## [News](/news/2013/01/5/index.md)\n\n';
const known = knownNames(['A, A', 'A, A, A', '[, ]', ' ,  ']);

/** Everything that reads a page's text, given it as each kind of page. */
function readAll(text: string): void {
  const at = { day, slug: 'a' };
  for (const page of [text, EVENT + text, `${EVENT}# ${text}`, `${EVENT}# A\n\n${text}`]) parseEventPage(page, at);
  for (const section of ['Source', 'Changes', 'Related'])
    for (const start of ['', '1. ', '1. [', '1. [A](/b) '])
      parseEventPage(`${EVENT}# A\n\n### ${section}:\n\n${start}${text}`, at);
  for (const page of [text, DAY + text, `${DAY}### [${text}`, `${DAY}### [A](/b)\n${text}`]) parseDayPage(page, day);
  for (const page of [text, NEWS + text]) parseFrontPage(page);
  splitTitle(text);
  splitContexts(text, known, true);
  commaNamesImplied(text);
  parsePagePath(`news/2013/01/5/${text}.md`);
  decodePage(new TextEncoder().encode(text));
}

describe('hostile text', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(texts), (lines) => readAll(lines.join('\n'))),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), readAll));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void decodePage(bytes)));
  });

  const MEGABYTE = 1_000_000;
  it.each([
    'a',
    ' ',
    '\n',
    '\t',
    '[',
    '](',
    ')',
    ') _',
    ') _Context: ',
    '_',
    '#',
    '# ',
    '1',
    '1. [',
    'A, ',
    'b, a, ',
    ':',
    '((',
    '"',
    "''",
    '/',
    '../',
    '\r\n',
    '### Source:\n',
    '### [A](/b)\n',
    '##### \n',
    '---\n',
    'é',
    '\ud800',
    '. ',
  ])(
    'of a megabyte of %j is read in linear time',
    (sign) => {
      const text = sign.repeat(MEGABYTE / sign.length);
      const begun = effort();
      readAll(text);
      readAll(`[A](/b)${text}](/c) _Context: A_`);
      expect(effort() - begun).toBeLessThan(10_000); // fifty readings; a quadratic one alone takes minutes
    },
    60_000,
  );
});
