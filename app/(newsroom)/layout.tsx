import type { ReactNode } from 'react';
import { requireSignedIn } from '#app/session.ts';
import { FourEyesBanner } from '#components/settings/four-eyes-banner.tsx';
import { Shell } from '#components/shell/shell.tsx';
import { countWaiting } from '#lib/desk/desk.ts';
import { lastDay } from '#lib/editorial/days/queries/last-day.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { countUnread } from '#lib/notices/queries/notices.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';

/** The frame of the signed-in screens. */
export default async function NewsroomLayout({ children }: { children: ReactNode }) {
  const person = await requireSignedIn();
  const store = currentStore();
  const reviews = may(person, 'entry.approve');
  const [{ fourEyes }, newestDay, waiting, unread] = await Promise.all([
    readNewsroomSettings(store),
    lastDay(store),
    reviews ? countWaiting(store, person.id) : 0,
    countUnread(store, person.id),
  ]);
  return (
    <Shell
      person={{ id: person.id, name: person.name, email: person.email, role: person.role }}
      facts={{ role: person.role, newestDay, waiting, unread }}
    >
      {!fourEyes && <FourEyesBanner />}
      {children}
    </Shell>
  );
}
