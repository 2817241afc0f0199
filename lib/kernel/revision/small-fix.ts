import { changesBetween, type FieldChange } from './changes.ts';
import type { RevisionText } from './text.ts';

/** The most words that a small fix takes out or puts in. */
export const MOST_WORDS = 6;

/** The fields that a small fix can be in. */
const FIELDS: readonly FieldChange['field'][] = ['headline', 'topic', 'summary', 'sources'];

/**
 * Whether `next` is a small fix of a published text: one field, and of it a few words in one place, or one source's
 * name or address. Anything else, another day above all, is more than that.
 */
export function isSmallFix(published: RevisionText, next: RevisionText): boolean {
  const changes = changesBetween(published, next);
  const [change] = changes;
  if (!change || changes.length !== 1 || !FIELDS.includes(change.field)) return false;
  if ('before' in change)
    return change.before !== '' && change.after !== '' && wordsChanged(change.before, change.after) <= MOST_WORDS;
  if (change.field !== 'sources') return false;
  const touched = change.items.filter((item) => item.kind !== 'same');
  return touched.length === 1 && touched[0]?.kind === 'changed' && !touched[0].moved;
}

/** How many words went or came, whichever are more, between what both texts begin and end with. */
function wordsChanged(before: string, after: string): number {
  const [old, now] = [before.split(/\s+/), after.split(/\s+/)];
  const most = Math.min(old.length, now.length);
  let begin = 0;
  while (begin < most && old[begin] === now[begin]) begin += 1;
  let end = 0;
  while (end < most - begin && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return Math.max(old.length, now.length) - begin - end;
}
