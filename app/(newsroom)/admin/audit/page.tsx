import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { AuditScreen } from '#components/audit/audit-screen.tsx';
import { AdminsOnly } from '#components/people/admins-only.tsx';
import { auditEventTypes, searchAudit } from '#lib/admin/audit/audit.ts';
import { auditSearch } from '#lib/admin/contract/audit.ts';
import { problemsOf } from '#lib/kernel/contract/problems.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { listPeople } from '#lib/people/queries/people.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Audit log' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function AuditPage({ searchParams }: { searchParams: Search }) {
  if (!may(await requireSignedIn(), 'audit.read')) return <AdminsOnly title="Audit log" />;
  const store = currentStore();
  const asked = Object.fromEntries(
    Object.entries(await searchParams).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].trim() !== '',
    ),
  );
  const search = auditSearch.safeParse(asked);
  const [page, eventTypes, people] = await Promise.all([
    search.success ? searchAudit(store, search.data) : { items: [], next: null },
    auditEventTypes(store),
    listPeople(store),
  ]);
  return (
    <AuditScreen
      asked={asked}
      problems={search.success ? [] : problemsOf(search.error)}
      page={page}
      eventTypes={eventTypes}
      people={people}
    />
  );
}
