import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import { changesBetween, type FieldChange } from '#lib/kernel/revision/changes.ts';
import { currentText, fieldsOf, textFrom } from '../form/entry-text.ts';

/**
 * What the saved draft has that the form does not show: fields that others changed, and their names; `merged` where
 * mine is in it as well. `text` is the saved one.
 */
export type NewerRevision = {
  revision: number;
  fields: FieldChange['field'][];
  by: string[];
  merged: boolean;
  text: EntryFields;
};

/** How far an entry went on from what the form descends from; undefined where it did not. */
export function aheadOf(
  view: EntryView | undefined,
  opened: { revision: number } | undefined,
  baseline: EntryFields,
  who: { names: readonly string[]; me: number },
): NewerRevision | undefined {
  const current = currentText(view);
  if (!current || !opened || current.revision === opened.revision) return undefined;
  const text = fieldsOf(current);
  const fields = changesBetween(textFrom(baseline), textFrom(text)).map((change) => change.field);
  if (!fields.length) return undefined;
  const merged = current.author.id === who.me && who.names.length > 0;
  const by = merged ? [...who.names] : [current.author.id === who.me ? 'Another tab or a merge' : current.author.name];
  return { revision: current.revision, fields, by, merged, text };
}
