import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../lib/kernel/result.ts';
import { dayPageOf, frontPageOf } from '../../../lib/layout/compose-day.ts';
import { type DayPage, parseDayPage, renderDayPage } from '../../../lib/layout/day-page.ts';
import { dayOrderOf } from '../../../lib/layout/decompose-day.ts';
import { type EventPage, parseEventPage, renderEventPage } from '../../../lib/layout/event-page.ts';
import { type FrontDay, type FrontPage, parseFrontPage, renderFrontPage } from '../../../lib/layout/front-page.ts';
import { decodePage } from '../../../lib/layout/page-text.ts';
import { parsePagePath } from '../../../lib/layout/paths.ts';
import { Archive } from './archive.ts';

const corpus = process.env['DATELINE_CORPUS'];
if (!corpus)
  console.warn(
    '\n*** DATELINE_CORPUS is not set: the real pages were NOT tried. Set it to the folder that holds seed/ and ' +
      'thecontext/. ***\n',
  );

describe.skipIf(!corpus)('every real page comes back byte for byte', () => {
  const roots = ['seed', 'thecontext', 'thecontext-other'];
  const files = corpus ? roots.flatMap((root) => readTree(join(corpus, root)).map((file) => ({ ...file, root }))) : [];
  const parsed = files.map((file) => ({ ...file, page: parsePage(file.path, file.text) }));
  const events = parsed.flatMap(({ page }) => (page.kind === 'event' ? [page.value] : []));
  const days = parsed.flatMap(({ page }) => (page.kind === 'day' ? [page.value] : []));
  const archive = new Archive(events, days);

  it('finds as many pages as the manifest lists, and the seed', () => {
    const listed =
      readFileSync(join(corpus ?? '', 'MANIFEST.tsv'), 'utf8')
        .trim()
        .split('\n').length - 1;
    expect(files.filter((file) => file.root !== 'seed')).toHaveLength(listed);
    expect(files.length).toBeGreaterThan(listed);
  });

  it.each(parsed)('$root/$path parsed and rendered', ({ page, text }) => {
    expect(rendered(page)).toBe(text);
  });

  it.each(parsed.filter(({ page }) => page.kind !== 'prose'))(
    '$root/$path taken apart and composed',
    ({ page, text }) => {
      expect(composed(page, archive)).toBe(text);
    },
  );
});

type Parsed =
  | { kind: 'event'; value: EventPage }
  | { kind: 'day'; value: DayPage }
  | { kind: 'front'; value: FrontPage }
  | { kind: 'prose'; text: string };

function readTree(root: string): { path: string; text: string }[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  return paths.map((path) => ({ path, text: sure(decodePage(readFileSync(join(root, path)))).text }));
}

function parsePage(path: string, text: string): Parsed {
  const page = parsePagePath(path);
  if (page.kind === 'event') return { kind: 'event', value: sure(parseEventPage(text, page)) };
  if (page.kind === 'day') return { kind: 'day', value: sure(parseDayPage(text, page.day)) };
  if (page.kind === 'front') return { kind: 'front', value: sure(parseFrontPage(text)) };
  if (page.kind === 'prose') return { kind: 'prose', text };
  throw new Error(`${path}: ${page.reason}`);
}

function rendered(page: Parsed): string {
  if (page.kind === 'event') return renderEventPage(page.value);
  if (page.kind === 'day') return renderDayPage(page.value);
  return page.kind === 'front' ? renderFrontPage(page.value) : page.text;
}

function composed(page: Parsed, archive: Archive): string {
  if (page.kind === 'event') return archive.rendered(page.value);
  if (page.kind === 'day')
    return renderDayPage(
      dayPageOf(page.value.day, dayOrderOf(page.value, archive), page.value.edition, archive.eventOf),
    );
  return page.kind === 'front' ? composedFront(page.value, archive) : page.text;
}

function composedFront(page: FrontPage, archive: Archive): string {
  const orderOf = ({ day, entries }: FrontDay) => dayOrderOf({ edition: page.edition, day, entries }, archive);
  const orders = new Map([page.news, page.yesterday, page.dayBeforeYesterday].map((part) => [part.day, orderOf(part)]));
  return renderFrontPage(
    frontPageOf(page.news.day, (day) => orders.get(day), page.edition, archive.eventOf, page.opinion),
  );
}

function sure<Value, Problem>(result: Result<Value, Problem>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
