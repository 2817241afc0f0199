import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { AdminsOnly } from '#components/people/admins-only.tsx';
import { HealthList } from '#components/settings/health-list.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { examineInstallation } from '#lib/admin/health/installation.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { VARIABLES } from '#lib/platform/environment/settings.ts';

export const metadata: Metadata = { title: 'Health' };

const SETTINGS = new Set<string>(VARIABLES.map(({ name }) => name));

export default async function HealthPage() {
  if (!may(await requireSignedIn(), 'settings.manage')) return <AdminsOnly title="Health" />;
  const findings = await examineInstallation(currentStore());
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  return (
    <>
      <PageTitle
        title="Health"
        note={wrong ? `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.` : 'Nothing is wrong.'}
      />
      <HealthList label="What runs" findings={findings.filter(({ about }) => !SETTINGS.has(about))} />
      <h2>Environment</h2>
      <HealthList label="Environment" findings={findings.filter(({ about }) => SETTINGS.has(about))} />
    </>
  );
}
