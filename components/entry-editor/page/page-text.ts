import type { FieldProblem } from '#lib/kernel/app-error.ts';
import { type Day, parseDay } from '#lib/kernel/day.ts';
import { type EntryInput, revise } from '#lib/kernel/revision/revise.ts';
import type { RevisionText } from '#lib/kernel/revision/text.ts';
import { freeSlug, slugOf, type ToAscii } from '#lib/kernel/slug.ts';
import { eventPageOf, type Lookup } from '#lib/layout/compose.ts';
import { renderEventPage } from '#lib/layout/event-page.ts';
import { eventPath, slugIn } from '#lib/layout/paths.ts';

/** The page's exact text and address, or what stands in its way. */
export type PageText = { text: string; path: string } | { problems: FieldProblem[] };

/**
 * The page that an export writes once this input is published: the same functions as there, over the
 * text that was opened, so that what an import kept beside unchanged fields stays.
 */
export function pageText(
  before: RevisionText | undefined,
  input: EntryInput,
  frozen: { path: string; day: Day } | undefined,
  lookup: Lookup,
  toAscii: ToAscii,
): PageText {
  if (!parseDay(input.day)) return { problems: [{ field: 'day', message: 'is not a valid day. Use YYYY-MM-DD.' }] };
  const text = revise(before, input);
  if (!text.ok) return { problems: text.error };
  const slug = frozen
    ? slugIn(frozen.path)
    : (text.value.kept.slug ?? freeSlug(slugOf(input.headline, toAscii), () => false));
  const page = eventPageOf(text.value, slug, '2017', lookup);
  return { text: renderEventPage(page), path: frozen?.day === input.day ? frozen.path : eventPath(input.day, slug) };
}
