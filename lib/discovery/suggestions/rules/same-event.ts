import { type Day, dayNumber } from '../../../kernel/day.ts';
import { fold, pairedLetters } from '../../../kernel/folding.ts';
import { compareWords, FEWEST_WORDS, overlap } from './alike-words.ts';

/** What tells two pages of one event: everything that a page says about itself. */
export type EntryLook = {
  path: string;
  day: Day;
  /** As a reader sees it, the topic in front. */
  title: string;
  summary: string;
  urls: readonly string[];
  /** The pages that it names as its own earlier versions. */
  versions: readonly string[];
};

/** Why pages look like one event. */
export type SameEventReason =
  | 'named-as-version'
  | 'same-title'
  | 'near-title'
  | 'changed-number'
  | 'same-sources'
  | 'shared-source'
  | 'same-summary'
  | 'near-days';

/** Pages that look like one event, in the order in which they came, and why. */
export type SameEvent<Look extends EntryLook> = { entries: Look[]; reasons: SameEventReason[] };

/** How many days apart one event may be. */
export const NEAR_DAYS = 3;

/** A title of so many words is not written again on another day. */
const TELLING_WORDS = 8;
/** An address that more entries of a day cite is a report of many things. */
const MOST_CITING = 3;
/** Of entries over one address, no more than these are compared with each other. */
const MOST_COMPARED = 20;
const NEAR = 0.6;

type Page<Look> = { look: Look; at: number; words: string[]; key: string; slug: string[]; urls: Set<string> };

/**
 * The pages among these that look like one event: a page that names the other as its earlier version; the same title on
 * one day; a like title (a longer or shorter one, another spelling, another number) over the same source; the same
 * title a few days apart, over the same source or of many words. Precise rather than broad: reports of a kind, "three
 * new cases in …", are different entries.
 */
export function sameEvents<Look extends EntryLook>(looks: readonly Look[]): SameEvent<Look>[] {
  const pages = looks.map(pageOf);
  const citing = citingOf(pages);
  const groups = new Groups(pages.length);
  for (const [i, j] of candidatesOf(pages)) {
    const [a, b] = [pages[i], pages[j]];
    const reasons = a && b && reasonsFor(a, b, citing);
    if (reasons) groups.join(i, j, reasons);
  }
  return groups
    .all()
    .map(({ members, reasons }) => ({ entries: members.flatMap((i) => looks.slice(i, i + 1)), reasons }));
}

/** An address as it is for one page: without its scheme, `www.`, its last slash and what follows a `#`. */
export function plainAddress(url: string): string {
  return url
    .replaceAll('&amp;', '&')
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/#.*$/, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

/** The words of a text, without case, accents, punctuation and what markup left behind. */
export function plainWords(text: string): string[] {
  const plain = text.includes('&') ? text.replace(/&(?:[a-z]+|#\d+);/gi, ' ') : text;
  return pairedLetters(fold(plain)).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function pageOf<Look extends EntryLook>(look: Look): Page<Look> {
  const words = plainWords(look.title);
  const slug = look.path.slice(look.path.lastIndexOf('/') + 1, -'.md'.length);
  return {
    look,
    at: dayNumber(look.day),
    words,
    key: words.join(' '),
    slug: slug.split('-'),
    urls: new Set(look.urls.map(plainAddress)),
  };
}

/** How many entries of a day cite an address. */
function citingOf(pages: readonly Page<EntryLook>[]): Map<string, number> {
  const citing = new Map<string, number>();
  for (const { look, urls } of pages)
    for (const url of urls) citing.set(`${look.day} ${url}`, (citing.get(`${look.day} ${url}`) ?? 0) + 1);
  return citing;
}

/** The pairs that share a title, a source of their day, or a version: no others can be one event. */
function* candidatesOf(pages: readonly Page<EntryLook>[]): Generator<[number, number]> {
  const titles = new Map<string, number>();
  const sources = new Map<string, number[]>();
  const paths = new Map(pages.map(({ look }, i) => [look.path, i]));
  for (const [i, { look, key, urls }] of pages.entries()) {
    const others = new Set<number>();
    for (const version of look.versions) others.add(paths.get(version) ?? i);
    others.add(titles.get(key) ?? i);
    titles.set(key, i);
    for (const url of urls) for (const other of citedWith(sources, `${look.day} ${url}`, i)) others.add(other);
    others.delete(i);
    for (const other of others) yield [other, i];
  }
}

/** Whoever cited an address before, unless they are too many to be one event. */
function citedWith(sources: Map<string, number[]>, url: string, i: number): readonly number[] {
  const cited = sources.get(url) ?? [];
  sources.set(url, cited);
  cited.push(i);
  return cited.length > MOST_COMPARED ? [] : cited;
}

function reasonsFor(
  a: Page<EntryLook>,
  b: Page<EntryLook>,
  citing: ReadonlyMap<string, number>,
): SameEventReason[] | undefined {
  const named = a.look.versions.includes(b.look.path) || b.look.versions.includes(a.look.path);
  const shared = [...a.urls].filter((url) => b.urls.has(url));
  const isShared = shared.length > 0;
  const sameSources = isShared && shared.length === a.urls.size && shared.length === b.urls.size;
  const apart = Math.abs(a.at - b.at);
  const few = shared.some((url) => (citing.get(`${a.look.day} ${url}`) ?? 0) <= MOST_CITING);
  const title = likeness(a, b, sameSources && few);
  const isOne =
    named ||
    (apart === 0
      ? isOneOfADay(title, a, isShared)
      : apart <= NEAR_DAYS && title === 'same-title' && a.words.length >= (isShared ? FEWEST_WORDS : TELLING_WORDS));
  if (!isOne) return undefined;
  const summary =
    a.look.summary.trim() !== '' && plainWords(a.look.summary).join(' ') === plainWords(b.look.summary).join(' ');
  return [
    ...(named ? (['named-as-version'] as const) : []),
    ...(title ? [title] : []),
    ...(sameSources ? (['same-sources'] as const) : isShared ? (['shared-source'] as const) : []),
    ...(summary ? (['same-summary'] as const) : []),
    ...(apart > 0 ? (['near-days'] as const) : []),
  ];
}

type TitleLikeness = 'same-title' | 'near-title' | 'changed-number';

function isOneOfADay(title: TitleLikeness | undefined, { words }: Page<EntryLook>, isShared: boolean): boolean {
  return title === 'same-title' ? isShared || words.length >= FEWEST_WORDS : title !== undefined;
}

/**
 * How like two titles are, or their slugs, which keep what a title lost. Rewritten ones count only where `sameSource`
 * speaks for them.
 */
function likeness(a: Page<EntryLook>, b: Page<EntryLook>, sameSource: boolean): TitleLikeness | undefined {
  if (a.key === b.key) return 'same-title';
  const titles = compareWords(a.words, b.words);
  if (titles === 'near-title' || compareWords(a.slug, b.slug) === 'near-title') return 'near-title';
  if (!sameSource) return undefined;
  return titles ?? (overlap(a.words, b.words) >= NEAR ? 'near-title' : undefined);
}

/** Pages that belong together, by their places. */
class Groups {
  private readonly heads: number[];
  private readonly why = new Map<number, Set<SameEventReason>>();

  constructor(count: number) {
    this.heads = Array.from({ length: count }, (_, i) => i);
  }

  join(a: number, b: number, reasons: readonly SameEventReason[]): void {
    const heads = [this.headOf(a), this.headOf(b)];
    const [one, other] = [Math.min(...heads), Math.max(...heads)];
    this.why.set(one, new Set([...(this.why.get(one) ?? []), ...(this.why.get(other) ?? []), ...reasons]));
    this.heads[other] = one;
  }

  all(): { members: number[]; reasons: SameEventReason[] }[] {
    const groups = new Map<number, number[]>();
    for (const i of this.heads.keys()) {
      const head = this.headOf(i);
      if (this.why.has(head)) groups.set(head, [...(groups.get(head) ?? []), i]);
    }
    return [...groups].map(([head, members]) => ({ members, reasons: [...(this.why.get(head) ?? [])] }));
  }

  private headOf(i: number): number {
    let head = i;
    while (this.heads[head] !== head) head = this.heads[head] ?? head;
    return head;
  }
}
