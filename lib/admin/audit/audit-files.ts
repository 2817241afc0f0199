import { stringify } from 'csv-stringify/sync';
import type { RecordedEvent } from './audit.ts';

/** A file of audit events: its type, what is before them, and how a batch of them is written. */
export type AuditFile = { type: string; head: string; lines: (facts: readonly RecordedEvent[]) => string };

const COLUMNS = [
  'id',
  'at',
  'actor',
  'email',
  'channel',
  'type',
  'entry',
  'title',
  'proposal',
  'person',
  'reason',
  'detail',
] as const;

/**
 * The forms that the audit log is taken away in. In CSV, what a spreadsheet would take for a formula gets an apostrophe
 * in front.
 */
export const AUDIT_FILES: Readonly<Record<'csv' | 'jsonl', AuditFile>> = {
  csv: { type: 'text/csv', head: csv([COLUMNS]), lines: (facts) => csv(facts.map(cells)) },
  jsonl: {
    type: 'application/jsonl',
    head: '',
    lines: (facts) => facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''),
  },
};

function cells({
  id,
  at,
  actor,
  channel,
  type,
  entry,
  proposal,
  subject,
  reason,
  detail,
}: RecordedEvent): (string | number | null | undefined)[] {
  return [
    id,
    at,
    actor?.name,
    actor?.email,
    channel,
    type,
    entry?.id,
    entry?.title,
    proposal,
    subject?.name,
    reason,
    JSON.stringify(detail),
  ];
}

/** Rows as RFC 4180 says. */
function csv(rows: readonly (readonly unknown[])[]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: 'windows' });
}
