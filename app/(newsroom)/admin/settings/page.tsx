import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { AdminsOnly } from '#components/people/admins-only.tsx';
import { SettingsScreen } from '#components/settings/settings-screen.tsx';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  if (!may(await requireSignedIn(), 'settings.manage')) return <AdminsOnly title="Settings" />;
  const settings = await readNewsroomSettings(currentStore());
  return <SettingsScreen key={settings.version} settings={settings} />;
}
