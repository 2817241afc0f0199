import Link from 'next/link';
import { apiAddress } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import type { RecordedEvent } from '#lib/admin/audit/audit.ts';
import { eventName } from '#lib/audit/events.ts';
import type { FieldProblem } from '#lib/kernel/app-error.ts';
import styles from './audit.module.css';
import { AuditFilters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';

type Props = {
  /** The search as the address has it. */
  asked: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
  page: { items: readonly RecordedEvent[]; next: string | null };
  eventTypes: readonly string[];
  people: readonly { id: number; name: string; email: string }[];
};

/** The log of what everybody did, searched by the address alone, so that a search can be kept and sent. */
export function AuditScreen({ asked, problems, page, eventTypes, people }: Props) {
  const { cursor: _, limit: __, ...filter } = asked;
  const file = (format: 'csv' | 'jsonl') => apiAddress('exportAudit', { query: { ...filter, format } });
  return (
    <>
      <PageTitle title="Audit log" note="What was done, by whom and how. Nothing here can be changed." />
      <AuditFilters
        asked={filter}
        eventTypes={eventTypes.map((type) => ({ value: type, label: eventName(type) }))}
        people={people}
      />
      {problems.length > 0 && (
        <Notice kind="problem" title={problems.map(({ field, message }) => `${field} ${message}`).join(' ')} urgent />
      )}
      {page.items.length > 0 ? (
        <>
          <p className={styles.files}>
            Download all results: <a href={file('csv')}>as CSV</a> or <a href={file('jsonl')}>as JSON lines</a>
          </p>
          <ol className={`${base.plainList} ${styles.list}`}>
            {page.items.map((fact) => (
              <AuditRow key={fact.id} fact={fact} />
            ))}
          </ol>
          <p className={styles.pages}>
            {asked['cursor'] && <Link href={`/admin/audit?${new URLSearchParams(filter)}`}>Newest</Link>}
            {page.next && (
              <Link href={`/admin/audit?${new URLSearchParams({ ...filter, cursor: page.next })}`}>Earlier</Link>
            )}
          </p>
        </>
      ) : (
        problems.length === 0 && <EmptyState title="No results">Remove a filter or choose other days.</EmptyState>
      )}
    </>
  );
}
