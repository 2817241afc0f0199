'use client';

import { usePathname } from 'next/navigation';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { dayProblem } from './day-problem.ts';

/** What is at the address of a day that does not exist. */
export function NoSuchDay() {
  const asked = lastPart(usePathname());
  return (
    <>
      <title>No such day · Dateline</title>
      <PageTitle title="No such day" />
      <EmptyState title={dayProblem(asked)} action={<LinkButton href="/calendar">Open the calendar</LinkButton>}>
        Correct the address, or choose a day in the calendar.
      </EmptyState>
    </>
  );
}

function lastPart(path: string): string {
  const part = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
