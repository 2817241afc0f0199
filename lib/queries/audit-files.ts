import type { AuditFact } from './audit.ts';

/** A file of facts: its type, what stands before them, and how a batch of them is written. */
export type AuditFile = { type: string; head: string; lines: (facts: readonly AuditFact[]) => string };

const COLUMNS = ['id', 'at', 'actor', 'email', 'channel', 'verb', 'event', 'title', 'proposal', 'person', 'reason', 'detail'] as const;

/** The forms that the audit log is taken away in. */
export const AUDIT_FILES: Readonly<Record<'csv' | 'jsonl', AuditFile>> = {
  csv: { type: 'text/csv', head: `${COLUMNS.join(',')}\r\n`, lines: (facts) => facts.map((fact) => `${cells(fact).map(cell).join(',')}\r\n`).join('') },
  jsonl: { type: 'application/jsonl', head: '', lines: (facts) => facts.map((fact) => `${JSON.stringify(fact)}\n`).join('') },
};

function cells({ id, at, actor, channel, verb, event, proposal, subject, reason, detail }: AuditFact): (string | number | null | undefined)[] {
  return [id, at, actor?.name, actor?.email, channel, verb, event?.id, event?.title, proposal, subject?.name, reason, JSON.stringify(detail)];
}

/** A value as a cell of RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front, as spreadsheets write text. */
function cell(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
