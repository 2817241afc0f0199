'use client';

import { IconCalendarMonth, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import { useCommands } from '#components/shell/commands.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { type Day, dayAfter, dayBefore } from '#lib/kernel/day.ts';
import { dayName, fullDayName, weekdayName } from '#lib/kernel/day-names.ts';

/** The day in words, and the ways to its neighbours, its month and a new entry. */
export function DayHeading({ day }: { day: Day }) {
  const router = useRouter();
  const before = dayBefore(day);
  const after = dayAfter(day);
  useShortcuts({
    '[': () => before && router.push(`/days/${before}`),
    ']': () => after && router.push(`/days/${after}`),
  });
  useCommands([
    ...(before ? [{ name: 'Previous day', keys: '[', run: () => router.push(`/days/${before}`) }] : []),
    ...(after ? [{ name: 'Next day', keys: ']', run: () => router.push(`/days/${after}`) }] : []),
  ]);
  return (
    <PageTitle
      kicker={weekdayName(day)}
      title={dayName(day)}
      actions={
        <>
          {before && (
            <LinkButton
              href={`/days/${before}`}
              variant="default"
              label={`Previous day, ${fullDayName(before)}`}
              leftSection={<IconChevronLeft size={16} aria-hidden />}
            >
              Previous day
            </LinkButton>
          )}
          <LinkButton
            href={`/calendar?month=${day.slice(0, 7)}`}
            variant="default"
            leftSection={<IconCalendarMonth size={16} aria-hidden />}
          >
            Calendar
          </LinkButton>
          {after && (
            <LinkButton
              href={`/days/${after}`}
              variant="default"
              label={`Next day, ${fullDayName(after)}`}
              rightSection={<IconChevronRight size={16} aria-hidden />}
            >
              Next day
            </LinkButton>
          )}
        </>
      }
    />
  );
}
