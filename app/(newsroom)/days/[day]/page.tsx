import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { DayBoard } from '#components/day/day-board.tsx';
import { DayHeading } from '#components/day/day-heading.tsx';
import { SignOffBar } from '#components/day/sign-off-bar.tsx';
import { WaitingOrders } from '#components/day/waiting-orders.tsx';
import { readDay } from '#lib/editorial/days/queries/day.ts';
import { readDaySignOff } from '#lib/editorial/days/queries/day-sign-off.ts';
import { waitingOrders } from '#lib/editorial/days/store/order-proposals.ts';
import { parseDay } from '#lib/kernel/day.ts';
import { fullDayName } from '#lib/kernel/day-names.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';

type Props = { params: Promise<{ day: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const day = parseDay((await params).day);
  return { title: day ? fullDayName(day) : 'No such day' };
}

/**
 * A day: its entries in the order of its page, what is under way, who signed it off, and the page as it will be
 * written.
 */
export default async function DayPage({ params }: Props) {
  const person = await requireSignedIn();
  const day = parseDay((await params).day);
  if (!day) notFound();
  const store = currentStore();
  const [view, signOff, waiting] = await Promise.all([
    readDay(store, day),
    readDaySignOff(store, day),
    waitingOrders(store, day),
  ]);
  return (
    <>
      <DayHeading day={day} />
      <SignOffBar key={`sign-off ${day}`} day={day} signOff={signOff} maySign={may(person, 'day.sign-off')} />
      <WaitingOrders orders={waiting} />
      <DayBoard
        key={day}
        view={view}
        mayReorder={may(person, 'day.reorder')}
        mayPropose={may(person, 'day.propose-order')}
      />
    </>
  );
}
