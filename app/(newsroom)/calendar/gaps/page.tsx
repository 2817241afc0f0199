import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '#app/session.ts';
import { FewFilter } from '#components/calendar/few-filter.tsx';
import base from '#components/ui/base.module.css';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { gapList } from '#lib/editorial/days/contract/days.ts';
import { readGaps } from '#lib/editorial/days/queries/day-gaps.ts';
import type { DayGap } from '#lib/kernel/day-gaps.ts';
import { dayName, fullDayName } from '#lib/kernel/day-names.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import calendar from '../calendar.module.css';
import styles from './page.module.css';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Gaps' };

/**
 * The days on which nothing is published, though something is before and after them, and on demand those with few
 * entries.
 */
export default async function GapsPage({ searchParams }: Props) {
  await requireSignedIn();
  const { after, few } = gapList.safeParse(await searchParams).data ?? {};
  const { items, next } = await readGaps(currentStore(), { after, few });
  return (
    <>
      <PageTitle
        title="Gaps"
        note="Days without a published entry, between the first and the last published day"
        actions={
          <LinkButton href="/calendar" variant="default">
            Calendar
          </LinkButton>
        }
      />
      <FewFilter few={few ?? 0} />
      {items.length === 0 ? (
        <EmptyState title={after ? 'No more gaps.' : 'No gaps.'}>
          {few ? `Every day has more than ${few} entries.` : 'Every day between the first and the last has an entry.'}
        </EmptyState>
      ) : (
        <ol className={`${base.plainList} ${styles.gaps}`}>
          {items.map((gap) => (
            <li key={gap.kind === 'gap' ? gap.from : gap.day}>
              <GapLine gap={gap} />
            </li>
          ))}
        </ol>
      )}
      <nav className={calendar.monthSteps} aria-label="Pages of the gaps">
        {after && (
          <LinkButton href={`/calendar/gaps${few ? `?few=${few}` : ''}`} variant="default">
            Back to the start
          </LinkButton>
        )}
        {next && (
          <LinkButton href={`/calendar/gaps?after=${next}${few ? `&few=${few}` : ''}`} variant="default">
            Later gaps
          </LinkButton>
        )}
      </nav>
    </>
  );
}

function GapLine({ gap }: { gap: DayGap }) {
  if (gap.kind === 'few') {
    return (
      <>
        <Link href={`/days/${gap.day}`} prefetch={false}>
          {fullDayName(gap.day)}
        </Link>
        <span className={base.dimmed}> {gap.published === 1 ? 'one entry' : `${gap.published} entries`}</span>
      </>
    );
  }
  return (
    <>
      <Link href={`/days/${gap.from}`} prefetch={false}>
        {fullDayName(gap.from)}
      </Link>
      {gap.days > 1 && (
        <>
          {' to '}
          <Link href={`/days/${gap.to}`} prefetch={false}>
            {dayName(gap.to)}
          </Link>
        </>
      )}
      <span className={styles.gapLength}> {gap.days === 1 ? 'one day' : `${gap.days} days`} without an entry</span>
    </>
  );
}
