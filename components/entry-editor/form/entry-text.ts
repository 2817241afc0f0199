import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryView, TextView } from '#lib/editorial/entries/queries/entry-view.ts';
import type { Day } from '#lib/kernel/day.ts';
import { type ContextId, type EntryId, toId } from '#lib/kernel/ids.ts';
import { type Purpose, purposeOf } from '#lib/kernel/newsroom/purpose.ts';
import { mergeTexts } from '#lib/kernel/revision/merge.ts';
import { type EntryInput, inputOf } from '#lib/kernel/revision/revise.ts';
import { EMPTY_KEPT, type RevisionText, withSlug } from '#lib/kernel/revision/text.ts';

/** The current text of an entry: the open proposal's, else the one that readers see or saw last. */
export function currentText(view: EntryView | undefined): TextView | undefined {
  return view?.proposal ?? readersText(view);
}

/** What readers see; of a withdrawn page, what they saw last. */
export function readersText(view: EntryView | undefined): TextView | undefined {
  return view?.published ?? view?.withdrawn ?? undefined;
}

/** What the open proposal asks for; what the next one would, where there is none. */
export function purposeIn(view: EntryView | undefined): Purpose {
  return purposeOf(
    view?.proposal?.withdrawal ? 'withdraw' : 'publish',
    view?.published ? 'published' : view?.withdrawn ? 'withdrawn' : 'unpublished',
  );
}

/** What the form holds for a stored text. */
export function fieldsOf(text: TextView): EntryFields {
  return plain(text.fields);
}

/** The form of an entry that nobody has written yet. */
export function emptyFields(day: string): EntryFields {
  return { day, topic: '', headline: '', slug: '', summary: '', sources: [], contexts: [], related: [] };
}

/** Only the fields, in one order, so that two forms can be compared as JSON. */
export function plain(fields: EntryFields): EntryFields {
  return {
    day: fields.day,
    topic: fields.topic,
    headline: fields.headline,
    slug: fields.slug ?? '',
    summary: fields.summary,
    sources: fields.sources.map(({ name, url, cover }) => (cover ? { name, url, cover } : { name, url })),
    contexts: [...fields.contexts],
    related: fields.related.map((item) => ('entry' in item ? { entry: item.entry } : { missing: item.missing })),
  };
}

/** Whether two forms hold the same. */
export function sameFields(a: EntryFields, b: EntryFields): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

/** What a form would send, while it is still being written: trimmed as the schema does, empty source rows left out. */
export function inputFrom(fields: EntryFields): EntryInput {
  return {
    day: fields.day as Day,
    topic: fields.topic.trim(),
    headline: fields.headline.trim(),
    slug: fields.slug ?? '',
    summary: fields.summary.trim(),
    sources: fields.sources
      .filter((source) => source.name.trim() || source.url.trim())
      .map((source) => ({ ...source, name: source.name.trim(), url: source.url.trim() })),
    contexts: fields.contexts.map(toId<ContextId>),
    related: fields.related.map((item) => ('entry' in item ? { entry: toId<EntryId>(item.entry) } : item)),
  };
}

/** A form as a text that can be compared with another. */
export function textFrom(fields: EntryFields): RevisionText {
  const { slug, ...input } = inputFrom(fields);
  return {
    ...input,
    sources: input.sources.map(({ name, url, cover }) => (cover ? { name, url, cover } : { name, url })),
    related: input.related.map((item) => ('entry' in item ? item : { missing: item.missing, label: '', contexts: '' })),
    kept: withSlug(EMPTY_KEPT, slug),
  };
}

/** The whole of a stored text, with what an import kept beside its fields. */
export function textOf(view: TextView): RevisionText {
  const { slug: _, ...input } = inputFrom(view.fields);
  return { ...input, ...view.items, kept: view.kept };
}

/** Whether two forms would send the same. */
export function sameInput(a: EntryFields, b: EntryFields): boolean {
  return JSON.stringify(plain(inputFrom(a))) === JSON.stringify(plain(inputFrom(b)));
}

/**
 * Whether the editor saves by itself: a draft, or what is to become one. A text in review or published is only saved
 * when somebody asks for it.
 */
export function autosaves(view: EntryView | undefined): boolean {
  if (!view) return true;
  const { proposal } = view;
  return proposal !== null && !proposal.withdrawal && proposal.state !== 'in_review';
}

/** Two forms that began from one text, in one; mine where both changed the same words. */
export function joined(base: EntryFields | null, theirs: EntryFields, mine: EntryFields): EntryFields {
  return plain(inputOf(mergeTexts(base ? textFrom(base) : undefined, textFrom(theirs), textFrom(mine)).text));
}
