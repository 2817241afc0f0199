import type { ArchiveSpan, DayCount } from '#lib/editorial/days/queries/day-counts.ts';
import type { Day } from '#lib/kernel/day.ts';

/** Whether a day is between the first and the last that have published entries, and has none itself. */
export function isGap(day: Day, count: DayCount | undefined, span: ArchiveSpan | undefined): boolean {
  return span !== undefined && day > span.first && day < span.last && !count?.published;
}

/** How many proposals are open on a day. */
export function openOn({ drafts, inReview, changesRequested }: DayCount): number {
  return drafts + inReview + changesRequested;
}

/** What a day has, in words: “3 published, 1 in review, signed off”. */
export function wordsOf(day: Day, count: DayCount | undefined, span: ArchiveSpan | undefined): string {
  const parts = [
    count?.published
      ? `${count.published} published`
      : isGap(day, count, span)
        ? 'gap: nothing published'
        : 'nothing published',
    count?.inReview && `${count.inReview} in review`,
    count?.changesRequested && `${count.changesRequested} changes requested`,
    count?.drafts && `${count.drafts} ${count.drafts === 1 ? 'draft' : 'drafts'}`,
    count?.signOff === 'signed' && 'signed off',
    count?.signOff === 'changed' && 'changed since sign-off',
  ];
  return parts.filter(Boolean).join(', ');
}
