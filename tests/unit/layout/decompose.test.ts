import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryId } from '../../../lib/kernel/ids.ts';
import { dayPageOf } from '../../../lib/layout/compose-day.ts';
import { type DayPage, renderDayPage } from '../../../lib/layout/day-page.ts';
import { revisionTextOf } from '../../../lib/layout/decompose.ts';
import { dayEntryOf, dayOrderOf } from '../../../lib/layout/decompose-day.ts';
import { type EventPage, renderEventPage } from '../../../lib/layout/event-page.ts';
import { dayPages, entries, eventPages } from './arbitraries.ts';
import { Archive, aDay, linkOf } from './archive.ts';

const lake: EventPage = {
  edition: '2017',
  day: aDay('2013-01-05'),
  slug: 'lake-freezes',
  kicker: null,
  title: ' Cold spell:The lake freezes. ',
  summary: 'Skaters. ',
  sources: [
    { name: " (''Post", url: 'https://post.example/' },
    { name: 'Cover Image', url: 'https://post.example/a.jpg', cover: true },
  ],
  changes: [],
  related: [
    { title: 'Ice on the pier', link: '/news/2013/01/4/pier.md', contexts: 'Lake, ferry' },
    { title: ' Not here', link: '/news/1999/01/1/not-here.md', contexts: 'ferry, Lake' },
  ],
};
const pier: EventPage = {
  ...lake,
  day: aDay('2013-01-04'),
  slug: 'pier',
  title: 'Ice on the pier',
  related: [{ title: 'The lake froze', link: linkOf(lake), contexts: 'ferry, Lake' }],
};

describe('revisionTextOf', () => {
  const archive = new Archive([lake, pier]);

  it('cleans the fields and keeps what the page had', () => {
    expect(archive.text(linkOf(lake))).toMatchObject({
      topic: 'Cold spell',
      headline: 'The lake freezes.',
      summary: 'Skaters.',
      sources: [
        { name: "(''Post", url: 'https://post.example/', written: " (''Post" },
        { name: 'Cover Image', url: 'https://post.example/a.jpg', cover: true },
      ],
      kept: {
        edition: '2017',
        topic: { of: 'Cold spell', text: ' Cold spell' },
        headline: { of: 'The lake freezes.', text: 'The lake freezes. ' },
        summary: { of: 'Skaters.', text: 'Skaters. ' },
      },
    });
  });

  it('keeps nothing of a related item that says what the archive would', () => {
    expect(archive.text(linkOf(lake)).related).toEqual([
      { entry: archive.eventAt(linkOf(pier)) },
      { missing: '/news/1999/01/1/not-here.md', label: ' Not here', contexts: 'ferry, Lake' },
    ]);
  });

  it('keeps a label and a list that differ', () => {
    const [related] = archive.text(linkOf(pier)).related;
    expect(related).toEqual({
      entry: archive.eventAt(linkOf(lake)),
      label: { of: lake.title, text: 'The lake froze' },
      contexts: { of: 'Lake, ferry', text: 'ferry, Lake' },
    });
  });

  it('takes an event that leads elsewhere, or is not published, as missing', () => {
    const id = archive.eventAt(linkOf(pier));
    for (const target of [
      undefined,
      { path: 'news/2013/01/4/pier-2.md', title2017: '', title2018: '', contexts: [] },
    ]) {
      const given = { ...archive.given([]), lookup: { ...archive.lookup, target: () => target }, eventAt: () => id };
      expect(revisionTextOf(lake, given).related[0]).toHaveProperty('missing', linkOf(pier));
    }
  });

  it('reads the topic of a 2018 page from its kicker, and its title as a whole', () => {
    const text = new Archive([{ ...lake, edition: '2018', kicker: ' Lake ', title: 'Cold spell:The ice is out' }]).text(
      linkOf(lake),
    );
    expect(text).toMatchObject({
      topic: 'Lake',
      headline: 'Cold spell:The ice is out',
      kept: { edition: '2018', topic: { of: 'Lake', text: ' Lake ' } },
    });
    expect(text.kept).not.toHaveProperty('noKicker');
    expect(new Archive([lake]).text(linkOf(lake)).kept).not.toHaveProperty('noKicker');
    expect(new Archive([{ ...lake, edition: '2018', kicker: null }]).text(linkOf(lake)).kept.noKicker).toBe(true);
  });
});

describe('dayEntryOf', () => {
  it('takes an event that is not published as missing', () => {
    const entry = { kicker: null, title: ' Lake', link: linkOf(lake), body: null };
    expect(dayEntryOf(entry, '2017', { eventAt: () => 7 as EntryId, eventOf: () => undefined })).toEqual({
      missing: linkOf(lake),
      title: ' Lake',
      body: '',
      kicker: null,
    });
  });
});

describe('taken apart and composed again', () => {
  it('every event page is the same, whatever its links lead to', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(eventPages, { minLength: 1, maxLength: 4, selector: linkOf }),
        fc.boolean(),
        (pages, linked) => {
          const joined = linked
            ? pages.map((page, i) => ({
                ...page,
                related: page.related.map((item, k) => ({
                  ...item,
                  link: linkOf(pages[(i + k) % pages.length] ?? page),
                })),
              }))
            : pages;
          const archive = new Archive(joined);
          for (const page of joined) expect(archive.rendered(page)).toBe(renderEventPage(page));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('every day page is the same, whatever its entries lead to', () => {
    fc.assert(
      fc.property(
        dayPages,
        entries,
        fc.uniqueArray(eventPages, { minLength: 1, maxLength: 3, selector: linkOf }),
        (day, listed, pages) => {
          const known = listed.map((entry, i) => ({
            ...entry,
            link: linkOf(pages[i % pages.length] ?? { day: day.day, slug: 'x' }),
          }));
          const page: DayPage = { ...day, entries: [...day.entries, ...known] };
          const archive = new Archive(pages, [page]);
          expect(renderDayPage(dayPageOf(page.day, dayOrderOf(page, archive), page.edition, archive.eventOf))).toBe(
            renderDayPage(page),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
