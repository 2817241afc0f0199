import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../lib/kernel/result.ts';
import { renderDayPage } from '../../../../lib/layout/day-page.ts';
import { renderEventPage } from '../../../../lib/layout/event-page.ts';
import { dayFormats, eventFormats, frontFormats } from '../../../../lib/layout/formats/formats.ts';
import { dayFromJson, eventFromJson, frontFromJson } from '../../../../lib/layout/formats/from-json.ts';
import { dayJson, eventJson, frontJson } from '../../../../lib/layout/formats/json-pages.ts';
import { SCHEMA_NAMES, schemaNamed } from '../../../../lib/layout/formats/schemas/named.ts';
import { renderFrontPage } from '../../../../lib/layout/front-page.ts';
import { dayPages, eventPages, frontPages } from '../arbitraries.ts';
import { EVENT, FACTS, facts, hostileDays, hostileEvents, hostileFronts, SETTINGS } from './pages.ts';
import { schemaCheck } from './schema-check.ts';

function the<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('the JSON of pages', () => {
  it('is enough to render an event in every format again', () => {
    fc.assert(
      fc.property(fc.oneof(eventPages, hostileEvents), facts, (page, known) => {
        const read = the(eventFromJson(eventJson(page, known)));
        expect(read).toEqual({ page, facts: known });
        expect(renderEventPage(read.page)).toBe(renderEventPage(page));
        expect(eventFormats(read.page, read.facts, SETTINGS)).toEqual(eventFormats(page, known, SETTINGS));
      }),
      { numRuns: 500 },
    );
  });

  it('is enough to render a day and the front page again', () => {
    fc.assert(
      fc.property(fc.oneof(dayPages, hostileDays), fc.oneof(frontPages, hostileFronts), (day, front) => {
        const [readDay, readFront] = [the(dayFromJson(dayJson(day))), the(frontFromJson(frontJson(front)))];
        expect([readDay, readFront]).toEqual([day, front]);
        expect(renderDayPage(readDay)).toBe(renderDayPage(day));
        expect(dayFormats(readDay, SETTINGS)).toEqual(dayFormats(day, SETTINGS));
        expect(renderFrontPage(readFront)).toBe(renderFrontPage(front));
        expect(frontFormats(readFront, SETTINGS)).toEqual(frontFormats(front, SETTINGS));
      }),
      { numRuns: 200 },
    );
  });

  it('follows the published schemas', () => {
    const [event, day, front] = ['event.json', 'day.json', 'front.json'].map(schemaCheck);
    fc.assert(
      fc.property(hostileEvents, facts, hostileDays, hostileFronts, (page, known, dayPage, frontPage) => {
        expect(event?.(JSON.parse(eventJson(page, known)))).toEqual([]);
        expect(day?.(JSON.parse(dayJson(dayPage)))).toEqual([]);
        expect(front?.(JSON.parse(frontJson(frontPage)))).toEqual([]);
      }),
    );
  });

  it('is the same whatever the order of the fields in the value', () => {
    const turned = Object.fromEntries(Object.entries(EVENT).reverse()) as typeof EVENT;
    expect(eventJson(turned, FACTS)).toBe(eventJson(EVENT, FACTS));
  });
});

describe('a text that is not the JSON of a page', () => {
  const event = JSON.parse(eventJson(EVENT, FACTS)) as Record<string, unknown>;

  it.each([
    ['no JSON', 'x', 'not JSON'],
    ['null', 'null', 'The document'],
    ['another kind', dayJson({ edition: '2017', day: EVENT.day, entries: [] }), 'type'],
    ['a version to come', JSON.stringify({ ...event, version: 2 }), 'version'],
    ['a field too many', JSON.stringify({ ...event, extra: 1 }), 'extra'],
    ['a day that does not exist', JSON.stringify({ ...event, day: '2018-02-30' }), 'day'],
    ['a field that is missing', JSON.stringify({ ...event, title: undefined }), 'title'],
    ['a path of another page', JSON.stringify({ ...event, slug: 'other' }), 'path'],
  ])('%s is refused by name', (_, text, named) => {
    const read = eventFromJson(text);
    expect(read.ok ? '' : read.error.reason).toContain(named);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const read of [eventFromJson, dayFromJson, frontFromJson]) expect(read(text).ok).toBe(false);
      }),
    );
  });
});

describe('the published schemas', () => {
  it('are known by name', () => {
    expect(SCHEMA_NAMES).toEqual(['event.json', 'day.json', 'front.json', 'changes.json', 'page.xsd']);
    for (const name of SCHEMA_NAMES) expect(schemaNamed(name)?.text.length).toBeGreaterThan(500);
    for (const name of ['', 'event', 'constructor', '__proto__', '../page.xsd'])
      expect(schemaNamed(name)).toBeUndefined();
  });
});
