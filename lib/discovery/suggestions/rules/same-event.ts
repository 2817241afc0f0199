import { type Day, dayNumber } from '../../../kernel/day.ts';
import { fold, pairedLetters } from '../../../kernel/folding.ts';

/** What tells two pages of one event: everything that a page says of itself. */
export type EventLook = {
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
export type SameEvent<Look extends EventLook> = { events: Look[]; reasons: SameEventReason[] };

/** How many days apart one event may stand. */
export const NEAR_DAYS = 3;

/** Titles of fewer words are like each other too often to say much. */
const FEWEST_WORDS = 4;
/** A title of so many words is not written anew on another day. */
const TELLING_WORDS = 8;
/** An address that more events of a day cite is a report of many things. */
const MOST_CITING = 3;
/** Of events over one address, no more than these are compared with each other. */
const MOST_COMPARED = 20;
const NEAR = 0.6;
/** A headline of which less than this is left was written for another event. */
const SHORTEST = 0.5;

type Page<Look> = { look: Look; at: number; words: string[]; key: string; slug: string[]; urls: Set<string> };

/**
 * The pages among these that look like one event: a page that names the other as its earlier version; the same title on
 * one day; a like title (a longer or shorter one, another spelling, another number) over the same source; the same
 * title a few days apart, over the same source or of many words. Precise rather than broad: reports of a kind, "three
 * new cases in …", are different events.
 */
export function sameEvents<Look extends EventLook>(looks: readonly Look[]): SameEvent<Look>[] {
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
    .map(({ members, reasons }) => ({ events: members.flatMap((i) => looks.slice(i, i + 1)), reasons }));
}

/** An address as it stands for one page: without its scheme, `www.`, its last slash and what follows a `#`. */
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

function pageOf<Look extends EventLook>(look: Look): Page<Look> {
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

/** How many events of a day cite an address. */
function citingOf(pages: readonly Page<EventLook>[]): Map<string, number> {
  const citing = new Map<string, number>();
  for (const { look, urls } of pages)
    for (const url of urls) citing.set(`${look.day} ${url}`, (citing.get(`${look.day} ${url}`) ?? 0) + 1);
  return citing;
}

/** The pairs that share a title, a source of their day, or a version: no others can be one event. */
function* candidatesOf(pages: readonly Page<EventLook>[]): Generator<[number, number]> {
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
  a: Page<EventLook>,
  b: Page<EventLook>,
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

type Likeness = 'same-title' | 'near-title' | 'changed-number';

function isOneOfADay(title: Likeness | undefined, { words }: Page<EventLook>, isShared: boolean): boolean {
  return title === 'same-title' ? isShared || words.length >= FEWEST_WORDS : title !== undefined;
}

/**
 * How like two titles are, or their slugs, which keep what a title lost. Rewritten ones count only where `sameSource`
 * speaks for them.
 */
function likeness(a: Page<EventLook>, b: Page<EventLook>, sameSource: boolean): Likeness | undefined {
  if (a.key === b.key) return 'same-title';
  const titles = compare(a.words, b.words);
  if (titles === 'near-title' || compare(a.slug, b.slug) === 'near-title') return 'near-title';
  if (!sameSource) return undefined;
  return titles ?? (overlap(a.words, b.words) >= NEAR ? 'near-title' : undefined);
}

/**
 * Whether one row of words is the other with words added, or spelled in another way; `changed-number` where only
 * numbers differ.
 */
function compare(a: readonly string[], b: readonly string[]): 'near-title' | 'changed-number' | undefined {
  const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  if (shorter < FEWEST_WORDS || shorter < SHORTEST * longer) return undefined;
  let [added, taken, numbers] = [0, 0, 0];
  for (const [left, right] of gapsOf(a, b)) {
    if (left.length === 0) added += right.length;
    else if (right.length === 0) taken += left.length;
    else if (isNumber(left) && isNumber(right)) numbers += 1;
    else if (!isSpelling(left.join(''), right.join(''))) return undefined;
  }
  if (added > 0 && taken > 0 && added + taken > 0.2 * longer) return undefined;
  return numbers > 0 ? 'changed-number' : 'near-title';
}

/** Where two rows of words differ, once their longest common row is taken out. */
function gapsOf(a: readonly string[], b: readonly string[]): [string[], string[]][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const gaps: [string[], string[]][] = [];
  let gap: [string[], string[]] = [[], []];
  const close = () => {
    if (gap[0].length || gap[1].length) gaps.push(gap);
    gap = [[], []];
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      close();
      [i, j] = [i + 1, j + 1];
    } else if (right === undefined || (left !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      if (left !== undefined) gap[0].push(left);
      i += 1;
    } else {
      gap[1].push(right);
      j += 1;
    }
  }
  close();
  return gaps;
}

function isNumber(words: readonly string[]): boolean {
  return words.every((word) => /^\d+$/.test(word));
}

/**
 * Whether two words are one in two spellings, as where a letter was lost or written twice encoded: `amenas`, `amacnas`.
 */
export function isSpelling(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  return longer >= 5 && a[0] === b[0] && !/\d/.test(a + b) && distance(a, b) <= Math.min(4, longer / 3);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

/** How much of both rows is in both, from 0 to 1. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a), new Set(b)];
  const common = [...left].filter((word) => right.has(word)).length;
  return common / (left.size + right.size - common);
}

/** Pages that belong together, by their places. */
class Groups {
  private readonly heads: number[];
  private readonly why = new Map<number, Set<SameEventReason>>();

  constructor(count: number) {
    this.heads = Array.from({ length: count }, (_, i) => i);
  }

  join(a: number, b: number, reasons: readonly SameEventReason[]): void {
    const [one, other] = [this.headOf(a), this.headOf(b)].sort((p, q) => p - q) as [number, number];
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
