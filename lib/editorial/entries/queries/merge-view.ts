import type { Day } from '../../../kernel/day.ts';
import { explain } from '../../../kernel/explain-error.ts';
import type { ContextId, EntryId, PersonId } from '../../../kernel/ids.ts';
import { mergeEntryTexts, sourceKey } from '../../../kernel/revision/merge-entry-texts.ts';
import type { Related, RevisionText } from '../../../kernel/revision/text.ts';
import { titleOf } from '../../../layout/title.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type ChangeNames, readChangeNames } from '../../review/queries/change-names.ts';
import { merge } from '../rules/decide-merge.ts';
import { type EntrySnapshot, readSnapshot } from '../store/entry-snapshot.ts';

/** Which of both entries has a thing. */
export type Origin = 'keep' | 'merge' | 'both';

/** One of two entries that are to become one. */
export type MergeSide = {
  entry: EntryId;
  title: string;
  day: Day;
  path: string | null;
  published: boolean;
  fields: Pick<RevisionText, 'topic' | 'headline' | 'summary'>;
};

/** Two entries side by side, what the one that stays will have, and why it cannot be, where it cannot. */
export type MergeView = {
  keep: MergeSide;
  merge: MergeSide;
  sources: { name: string; url: string; whose: Origin }[];
  contexts: { name: string; whose: Origin }[];
  related: { title: string; whose: Origin }[];
  problem: string | null;
};

/** Reads what a merge of `merge` into `keep` would make; undefined where one of them has no text. */
export async function readMergeView(
  store: Store,
  keep: EntryId,
  other: EntryId,
  person: PersonId,
): Promise<MergeView | undefined> {
  const [mine, theirs] = await Promise.all([readSnapshot(store, keep), readSnapshot(store, other)]);
  const [own, gone] = [mine && textOf(mine), theirs && textOf(theirs)];
  if (!mine || !theirs || !own || !gone) return undefined;
  const decision = merge(mine, theirs, person);
  const merged = mergeEntryTexts({ entry: keep, text: own }, { entry: other, text: gone });
  const names = await readChangeNames(store, [merged]);
  return {
    keep: sideOf(mine, own),
    merge: sideOf(theirs, gone),
    ...listsOf(merged, own, gone, names),
    problem: decision.ok ? null : explain(decision.error).detail,
  };
}

function textOf({ proposed, published, withdrawn }: EntrySnapshot): RevisionText | undefined {
  return (proposed ?? published ?? withdrawn)?.text;
}

function sideOf({ entry, path, status }: EntrySnapshot, { day, topic, headline, summary }: RevisionText): MergeSide {
  return {
    entry,
    title: titleOf(topic, headline),
    day,
    path: path ?? null,
    published: status.state === 'published',
    fields: { topic, headline, summary },
  };
}

function listsOf(
  merged: RevisionText,
  own: RevisionText,
  gone: RevisionText,
  names: ChangeNames,
): Pick<MergeView, 'sources' | 'contexts' | 'related'> {
  const contexts = new Map(names.contexts.map(({ id, name }) => [id, name]));
  const entries = new Map(names.entries.map(({ id, title }) => [id, title]));
  const has = <Item>(list: (text: RevisionText) => readonly Item[], same: (a: Item, b: Item) => boolean) => {
    return (item: Item): Origin => {
      const [mine, theirs] = [own, gone].map((text) => list(text).some((other) => same(item, other)));
      return mine && theirs ? 'both' : mine ? 'keep' : 'merge';
    };
  };
  const whoseSource = has(
    (text) => text.sources,
    (a, b) => sourceKey(a) === sourceKey(b),
  );
  const whoseContext = has(
    (text) => text.contexts,
    (a: ContextId, b) => a === b,
  );
  const whoseRelated = has(
    (text) => text.related,
    (a: Related, b) => ('entry' in a ? 'entry' in b && a.entry === b.entry : 'missing' in b && a.missing === b.missing),
  );
  return {
    sources: merged.sources.map((source) => ({ name: source.name, url: source.url, whose: whoseSource(source) })),
    contexts: merged.contexts.map((id) => ({ name: contexts.get(id) ?? '', whose: whoseContext(id) })),
    related: merged.related.map((item) => ({
      title: 'entry' in item ? (entries.get(item.entry) ?? '') : item.label || item.missing,
      whose: whoseRelated(item),
    })),
  };
}
