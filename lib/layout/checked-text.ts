import type { FieldProblem } from '../kernel/app-error.ts';
import { isBlank } from '../kernel/folding.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { sameValue } from '../kernel/revision/canonical.ts';
import {
  LONGEST_NAME,
  LONGEST_SUMMARY,
  LONGEST_TITLE,
  LONGEST_TOPIC,
  MOST_CONTEXTS,
  MOST_RELATED,
  MOST_SOURCES,
} from '../kernel/revision/limits.ts';
import { type EntryInput, revise } from '../kernel/revision/revise.ts';
import { EMPTY_KEPT, type RevisionText, type Source } from '../kernel/revision/text.ts';
import { slugProblem } from '../kernel/slug.ts';
import { addressProblem } from '../kernel/text/address.ts';
import { lineProblem } from '../kernel/text/line.ts';
import { linkTextProblem, markupProblem, paragraphProblem, sourceNameProblem } from '../kernel/text/markup.ts';
import { parseContextLine } from './context-line.ts';
import { COVER } from './event-items.ts';
import { readsBack } from './read-back.ts';
import { splitTitle, titleOf } from './title.ts';

declare const checked: unique symbol;

/** A text that was asked about: only such a one is written (store/entry-writing.ts), whichever door it came through. */
export type CheckedText = RevisionText & { readonly [checked]: true };

/** Texts whose words are in the archive: what was not changed since is not asked about again. */
type Known = readonly (RevisionText | undefined)[];

/** A line that is no part of the layout, by how it begins. Signs by number: classes by name are ten times as slow. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are left to be looked at
const PLAIN = /^[a-z0-9\u00c0-\u024f\u0400-\u04ff“‘"'(][^\u0000-\u001f\u007f-\u00a0\u2028\u2029]*$/i;

/**
 * Whether a text can be written: its fields are what fields may be, its pages, in every edition, are read back as this
 * very entry and no other, and readers of Markdown make nothing of it that nobody set. Words that one of the `known`
 * texts has are left alone, so that nobody has to mend what an import brought. Refused at the field, with the reason.
 */
export function checkText(text: RevisionText, known: Known): Result<CheckedText, FieldProblem[]> {
  const texts = known.filter((one) => one !== undefined);
  const problems = [
    ...titleProblems(text, texts),
    ...slugProblems(text, texts),
    ...summaryProblems(text, texts),
    ...sourcesProblems(text, texts),
    ...countProblems(text, texts),
  ];
  return problems.length ? fail(problems) : ok(text as CheckedText);
}

/** The next text of an entry, from what somebody wrote over the text before (`revise`), where it can be written. */
export function nextText(
  before: RevisionText | undefined,
  input: EntryInput,
  known: Known = [before],
): Result<CheckedText, FieldProblem[]> {
  const revised = revise(before, input);
  return revised.ok ? checkText(revised.value, known) : revised;
}

function problem(field: string, message: string | undefined): FieldProblem[] {
  return message === undefined ? [] : [{ field, message }];
}

function titleProblems({ topic, headline, kept }: RevisionText, known: readonly RevisionText[]): FieldProblem[] {
  const isKnown = (field: 'topic' | 'headline', value: string) => known.some((one) => one[field] === value);
  const found = [
    ...(isKnown('topic', topic) ? [] : problem('topic', lineProblem(topic, LONGEST_TOPIC) ?? linkTextProblem(topic))),
    ...(isKnown('headline', headline)
      ? []
      : problem(
          'headline',
          lineProblem(headline, LONGEST_TITLE) ?? emptyProblem(headline) ?? linkTextProblem(headline),
        )),
  ];
  if (found.length || known.some((one) => one.topic === topic && one.headline === headline)) return found;
  const whole = problem('headline', markupProblem(titleOf(topic, headline)));
  if (whole.length || (topic === '' && isPlain(headline) && splitTitle(headline).topic === '')) return whole;
  return readsBack({ ...NO_WORDS, topic, headline, kept }) ? [] : [titleProblem(topic)];
}

/** Which half of a title is not read back as itself. */
function titleProblem(topic: string): FieldProblem {
  if (topic === '')
    return {
      field: 'headline',
      message:
        'has a colon right before a word, so everything before it would be read as the topic. Put a space after ' +
        'the colon, or move that part to the topic.',
    };
  if (readsBack({ ...NO_WORDS, topic, headline: NO_WORDS.headline })) {
    return {
      field: 'headline',
      message: `would run together with the topic before it (“${topic}:”). Start with a capital letter.`,
    };
  }
  return {
    field: 'topic',
    message:
      'would run together with the headline after it. Use letters, at most 14 words, and no colons, brackets or ' +
      'other signs.',
  };
}

function summaryProblems({ summary, kept }: RevisionText, known: readonly RevisionText[]): FieldProblem[] {
  if (summary === '' || known.some((one) => one.summary === summary)) return [];
  const wrong = lineProblem(summary, LONGEST_SUMMARY) ?? lineOfLayout(summary) ?? paragraphProblem(summary);
  if (wrong) return problem('summary', wrong);
  return isPlain(summary) || readsBack({ ...NO_WORDS, summary, kept })
    ? []
    : problem('summary', 'would change when the page is read back. Start with a word.');
}

function slugProblems({ kept: { slug } }: RevisionText, known: readonly RevisionText[]): FieldProblem[] {
  return slug === undefined || known.some((one) => one.kept.slug === slug) ? [] : problem('slug', slugProblem(slug));
}

/** Which line of the layout a summary equals, in words. */
function lineOfLayout(summary: string): string | undefined {
  if (summary.startsWith('#')) return 'starts with #, which makes it a heading. Start with a word.';
  if (/^-{3,}$/.test(summary)) return 'is the line that separates days on the front page. Write a sentence.';
  return parseContextLine(summary) === undefined
    ? undefined
    : 'looks like the line of contexts of a page without a summary. Write a sentence, or leave it empty.';
}

function sourcesProblems({ sources }: RevisionText, known: readonly RevisionText[]): FieldProblem[] {
  if (known.some((one) => sameValue(one.sources, sources))) return [];
  const before = known.flatMap((one) => one.sources);
  const found = sources.flatMap((source, at) =>
    sourceProblems(source, before).map((wrong) => ({ ...wrong, field: `sources.${at}.${wrong.field}` })),
  );
  if (
    found.length ||
    sources.every(({ name, cover }) => !cover && name !== COVER && isPlain(name)) ||
    readsBack({ ...NO_WORDS, sources })
  )
    return found;
  const at = sources.findIndex((source) => !readsBack({ ...NO_WORDS, sources: [source] }));
  return problem(
    at < 0 ? 'sources' : `sources.${at}.name`,
    'would change when the page is read back. Enter the name of the publisher.',
  );
}

function sourceProblems({ name, url, cover }: Source, before: readonly Source[]): FieldProblem[] {
  const isCover = name === COVER;
  const nameProblem = lineProblem(name, LONGEST_NAME) ?? emptyProblem(name) ?? sourceNameProblem(name);
  return [
    ...(before.some((one) => one.name === name && one.cover === cover)
      ? []
      : problem('name', nameProblem ?? (isCover === (cover === true) ? undefined : coverProblem(isCover)))),
    ...(before.some((one) => one.url === url) ? [] : problem('url', addressProblem(url))),
  ];
}

function coverProblem(isCover: boolean): string {
  return isCover
    ? `is the label of a picture on pages (“${COVER}”). Enter the name of the publisher.`
    : `must be “${COVER}”, the label of a picture on pages.`;
}

function emptyProblem(text: string): string | undefined {
  return isBlank(text) ? 'is empty.' : undefined;
}

/** A list that an import brought may be too long, but not grow. */
function countProblems({ sources, contexts, related }: RevisionText, known: readonly RevisionText[]): FieldProblem[] {
  const tooMany = (count: number, most: number, field: 'sources' | 'contexts' | 'related') =>
    count > Math.max(most, ...known.map((one) => one[field].length));
  return [
    ...(tooMany(sources.length, MOST_SOURCES, 'sources')
      ? problem('sources', `has more than ${MOST_SOURCES} sources.`)
      : []),
    ...(tooMany(contexts.length, MOST_CONTEXTS, 'contexts')
      ? problem('contexts', `has more than ${MOST_CONTEXTS} contexts.`)
      : []),
    ...(tooMany(related.length, MOST_RELATED, 'related')
      ? problem('related', `has more than ${MOST_RELATED} entries, the most that a page lists.`)
      : []),
  ];
}

function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

const NO_WORDS = { topic: '', headline: 'A headline', summary: '', sources: [], kept: EMPTY_KEPT };
