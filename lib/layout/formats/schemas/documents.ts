import { z } from 'zod';
import { dayFrom, parseDay } from '../../../kernel/day.ts';

/**
 * The JSON of every page, and of the change feed: what the writers type-check against, what the readers check with, and
 * what the published JSON Schemas are made of. A value is as the Markdown page has it, spaces and all.
 */

const text = z.string();
const day = z.iso
  .date()
  .refine((date) => parseDay(date) !== undefined, { error: 'is not a day that exists.' })
  .transform(dayFrom)
  .describe('A calendar date, YYYY-MM-DD.');
const instant = z.iso.datetime().describe('An instant in UTC.');
const link = text.describe(
  'A link from the root of the tree to a page of the Markdown layout. The other formats of a page are beside it, ' +
    'and only the ending differs.',
);
const kicker = text
  .nullable()
  .describe('The line above the title. Null: there is none. Empty: the line is there, without a text.');
const edition = z.enum(['2017', '2018']).describe('The edition of the layout that the texts follow.');
const version = z
  .literal(1)
  .describe('The version of this form. It rises when a field is taken away or changes its meaning.');

const source = z.strictObject({
  name: text,
  url: text.describe('An address that begins with http:// or https://.'),
  cover: z
    .literal(true)
    .exactOptional()
    .describe('Set on the cover image, which repeats the number of the source before it.'),
});
const related = z.strictObject({
  title: text,
  link,
  contexts: text.describe('The contexts that both events share, as the page lists them: A, B.'),
});
const change = z.strictObject({
  title: text,
  link,
  at: text
    .regex(/^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})?$/)
    .describe('When this version was published, as the page shows it. Empty on the current one.'),
  note: text,
});
const opinion = z.strictObject({
  title: text,
  link,
  body: text.nullable().describe('The text below the title, one line. Null: there is none.'),
});
const entry = z.strictObject({ kicker, ...opinion.shape });
const frontDay = z.strictObject({ day, entries: z.array(entry) });

/** The .json of an event's page. */
export const eventDocument = z
  .strictObject({
    type: z.literal('event'),
    version,
    path: link.describe('The link of this very event.'),
    edition,
    day,
    slug: text.describe('The name of the page within its day. It never changes.'),
    kicker,
    title: text.describe('The title as the page shows it; in the 2017 edition with the topic before it.'),
    topic: text.describe('What the event is a part of; empty where it is of none.'),
    headline: text,
    summary: text,
    sources: z.array(source),
    contexts: z.array(text),
    related: z.array(related),
    changes: z
      .array(change)
      .describe('Earlier versions, oldest first, and the current one last; empty where there is no earlier one.'),
    published: instant,
    updated: instant,
  })
  .meta({ title: 'An event', description: 'An event of the archive: everything that its page says.' });

/** The .json of a day's page. */
export const dayDocument = z
  .strictObject({
    type: z.literal('day'),
    version,
    path: link.describe('The link of this very day.'),
    edition,
    day,
    entries: z.array(entry).describe("In an editor's order."),
  })
  .meta({ title: 'A day', description: 'A day of the archive: everything that its page says.' });

/** The .json of the front page. */
export const frontDocument = z
  .strictObject({
    type: z.literal('front'),
    version,
    path: link.describe('The link of the front page.'),
    edition,
    news: frontDay,
    opinion: opinion.nullable().describe('The opinion piece after the news; null where there is none.'),
    yesterday: frontDay,
    dayBeforeYesterday: frontDay,
    previous: day.describe('The day before those, which the page leads to.'),
  })
  .meta({ title: 'The front page', description: 'The latest day of the archive and the two before it.' });

const position = z.int().positive().describe('Its place in the log: 1 for the first change of all, without gaps.');
const feedChange = z.strictObject({
  position,
  at: instant,
  kind: z
    .enum(['published', 'updated', 'withdrawn', 'day', 'prose'])
    .describe(
      "published, updated: an event's page. withdrawn: the page is gone; this is its tombstone. day: the order or " +
        'list of a day. prose: a page of free text.',
    ),
  path: link.describe('The link of the page that changed.'),
  redirect: link
    .nullable()
    .describe(
      'Where readers of a withdrawn page are sent; null where nothing takes its place, and on every other kind.',
    ),
});

/** A page of the change feed. */
export const changesDocument = z
  .strictObject({
    type: z.literal('changes'),
    version,
    page: z.int().positive(),
    previous: text
      .nullable()
      .describe('The link from the root of the tree to the page with the changes before these; null on the first.'),
    changes: z.array(feedChange).max(1000).describe('In the order in which they were published.'),
  })
  .meta({
    title: 'Changes',
    description:
      'The changes of the published archive, in pages of 1,000. changes.json is the latest page; a page that is ' +
      'full moves to changes/N.json and never changes again. To follow the archive, read changes.json and go back ' +
      'through “previous” to the position that you know.',
  });

export type EventDocument = z.input<typeof eventDocument>;
export type DayDocument = z.input<typeof dayDocument>;
export type FrontDocument = z.input<typeof frontDocument>;
export type ChangesDocument = z.input<typeof changesDocument>;
