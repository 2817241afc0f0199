/** What a webhook can be told of the newsroom's audit events. */
export const AUDIT_TOPICS = [
  'proposal.submitted',
  'proposal.pulled-back',
  'proposal.discarded',
  'proposal.changes-requested',
  'proposal.approved',
  'proposal.assigned',
  'proposal.scheduled',
  'schedule.cancelled',
  'schedule.failed',
  'withdrawal.asked',
  'entry.withdrawn',
  'entry.restored',
  'comment.added',
  'comment.resolved',
  'day.signed-off',
  'context-change.asked',
  'context-change.approved',
  'context-change.changes-requested',
  'context-change.discarded',
  'prose.approved',
  'prose.discarded',
  'order.approved',
  'order.discarded',
] as const;

export type AuditTopic = (typeof AUDIT_TOPICS)[number];

/** What a webhook can be sent: audit events, and what runs and the archive do. */
export type Topic = 'run.failed' | 'run.done' | 'archive.changed' | AuditTopic;

export const TOPICS: readonly Topic[] = ['run.failed', 'run.done', 'archive.changed', ...AUDIT_TOPICS];
