import type { Day } from '../day.ts';
import { keysOf } from '../record.ts';
import { sameValue } from './canonical.ts';
import { relatedKey } from './changes.ts';
import type { KeptText } from './kept.ts';
import { MOST_RELATED } from './limits.ts';
import { type ItemIdentity, mergeLists } from './merge-lists.ts';
import { EMPTY_KEPT, fieldText, type KeptTexts, type Related, type RevisionText, type Source } from './text.ts';

type TextField = 'day' | 'topic' | 'headline' | 'slug' | 'summary';

/** A part of an entry that is merged for itself. */
export type Field = TextField | 'sources' | 'contexts' | 'related';

type ThreeTexts<Value> = { base: Value; theirs: Value; mine: Value };

/**
 * Where two texts cannot both be. A source is null where that text does not have it. Related entries only clash as a
 * whole, where both lists together are longer than a page's.
 */
export type Clash =
  | ({ field: TextField } & ThreeTexts<string>)
  | ({ field: 'sources' } & ThreeTexts<Source | null>)
  | ({ field: 'related' } & ThreeTexts<readonly Related[]>);

/** `text` says mine where there is a clash. `fromTheirs` are the fields in which it differs from mine. */
export type Merge = { text: RevisionText; clashes: Clash[]; fromTheirs: Field[] };

/** Every part of an entry, in the order of its form. */
export const FIELDS = [
  'day',
  'topic',
  'headline',
  'slug',
  'summary',
  'sources',
  'contexts',
  'related',
] as const satisfies readonly Field[];
const TEXT_FIELDS = ['day', 'topic', 'headline', 'slug', 'summary'] as const satisfies readonly TextField[];

const NOTHING: RevisionText = {
  day: '' as Day,
  topic: '',
  headline: '',
  summary: '',
  sources: [],
  contexts: [],
  related: [],
  kept: EMPTY_KEPT,
};

/** A source added by both is the same one by its address; one of the base also while its name stays. */
const SOURCE_LIKENESS: readonly ItemIdentity<Source>[] = [
  { of: ({ name, url, cover }) => JSON.stringify([name, url, cover ?? false]), added: true },
  { of: ({ url }) => url, added: true },
  { of: ({ name }) => name, added: false },
];

/**
 * The text that two who both began from `base` mean together. Texts are taken as wholes, from whoever changed them;
 * lists are merged item by item (mergeLists), and what an import kept beside a value goes with it. Without a base both
 * began from nothing.
 */
export function mergeTexts(base: RevisionText | undefined, theirs: RevisionText, mine: RevisionText): Merge {
  const from = base ?? NOTHING;
  const sources = mergeLists(from.sources, theirs.sources, mine.sources, SOURCE_LIKENESS);
  const contexts = mergeLists(from.contexts, theirs.contexts, mine.contexts, [{ of: String, added: true }]);
  const related = mergeRelated(from.related, theirs.related, mine.related);
  const text: RevisionText = {
    day: pick(from.day, theirs.day, mine.day),
    topic: pick(from.topic, theirs.topic, mine.topic),
    headline: pick(from.headline, theirs.headline, mine.headline),
    summary: pick(from.summary, theirs.summary, mine.summary),
    sources: sources.items,
    contexts: contexts.items,
    related: related.items,
    kept: mergeKept(from, theirs, mine),
  };
  const clashes = [...textClashes(from, theirs, mine), ...sources.clashes.map(sourceClash), ...related.clashes];
  return { text, clashes, fromTheirs: FIELDS.filter((field) => !sameValue(partOf(text, field), partOf(mine, field))) };
}

/**
 * The clashes with somebody else. `since` are the texts that were written after the base, oldest first: where the one
 * that brought theirs was the very person's own earlier save, there is nobody to ask.
 */
export function clashesWithOthers(
  clashes: readonly Clash[],
  since: readonly { text: RevisionText; own: boolean }[],
): Clash[] {
  return clashes.filter((clash) => !since.find(({ text }) => saysTheirs(text, clash))?.own);
}

function saysTheirs(text: RevisionText, clash: Clash): boolean {
  if (clash.field === 'related') return sameValue(text.related, clash.theirs);
  if (clash.field !== 'sources') return fieldText(text, clash.field) === clash.theirs;
  const { base, theirs } = clash;
  if (theirs) return text.sources.some((one) => sameValue(one, theirs));
  return !text.sources.some(({ name, url }) => url === base?.url || name === base?.name);
}

function partOf(text: RevisionText, field: Field) {
  return field === 'slug' ? fieldText(text, field) : text[field];
}

/** Whoever changed a value has it; mine where both did. */
function pick<Value>(base: Value, theirs: Value, mine: Value): Value {
  return sameValue(mine, base) ? theirs : mine;
}

function textClashes(base: RevisionText, theirs: RevisionText, mine: RevisionText): Clash[] {
  const three = TEXT_FIELDS.map((field) => ({
    field,
    base: fieldText(base, field),
    theirs: fieldText(theirs, field),
    mine: fieldText(mine, field),
  }));
  return three.filter((one) => one.theirs !== one.base && one.mine !== one.base && one.theirs !== one.mine);
}

function sourceClash({ base, theirs, mine }: ThreeTexts<Source | undefined>): Clash {
  return { field: 'sources', base: base ?? null, theirs: theirs ?? null, mine: mine ?? null };
}

/** Related entries have no words of their own to clash in; only too many of them do. */
function mergeRelated(
  base: readonly Related[],
  theirs: readonly Related[],
  mine: readonly Related[],
): { items: Related[]; clashes: Clash[] } {
  const { items } = mergeLists(base, theirs, mine, [{ of: relatedKey, added: true }]);
  if (items.length <= Math.max(MOST_RELATED, theirs.length, mine.length)) return { items, clashes: [] };
  return { items: [...mine], clashes: [{ field: 'related', base, theirs, mine }] };
}

function mergeKept(base: RevisionText, theirs: RevisionText, mine: RevisionText): KeptTexts {
  const keys = [...new Set([base, theirs, mine].flatMap(({ kept }) => keysOf(kept)))];
  const kept = keys.map((key) => [key, keptOf(key, base, theirs, mine)] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
}

function keptOf(
  key: keyof KeptTexts,
  base: RevisionText,
  theirs: RevisionText,
  mine: RevisionText,
): KeptTexts[keyof KeptTexts] {
  if (key === 'topic' || key === 'headline' || key === 'summary') return keptOfText(key, base, theirs, mine);
  if (key === 'contextNames')
    return mergeNames(base.kept.contextNames, theirs.kept.contextNames, mine.kept.contextNames);
  return pick(base.kept[key], theirs.kept[key], mine.kept[key]);
}

/** What was kept belongs to the value that it was kept of, and comes from where that came from. */
function keptOfText(
  key: 'topic' | 'headline' | 'summary',
  base: RevisionText,
  theirs: RevisionText,
  mine: RevisionText,
): KeptText | undefined {
  if (theirs[key] === mine[key]) return pick(base.kept[key], theirs.kept[key], mine.kept[key]);
  return mine[key] === base[key] ? theirs.kept[key] : mine.kept[key];
}

type Names = KeptTexts['contextNames'];

function mergeNames(base: Names, theirs: Names, mine: Names): Names {
  if (!base || !theirs || !mine) return pick(base, theirs, mine);
  const ids = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  return Object.fromEntries(
    ids
      .map((id) => [id, pick(base[id], theirs[id], mine[id])] as const)
      .filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
