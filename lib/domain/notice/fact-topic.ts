/** What a webhook can be told of a fact of the newsroom. */
export const FACT_TOPICS = [
  'proposal.submitted',
  'proposal.pulled-back',
  'proposal.discarded',
  'proposal.sent-back',
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
] as const;

export type FactTopic = (typeof FACT_TOPICS)[number];

const TOPICS: Readonly<Record<string, FactTopic>> = {
  submit: 'proposal.submitted',
  'pull-back': 'proposal.pulled-back',
  discard: 'proposal.discarded',
  'request-changes': 'proposal.sent-back',
  approve: 'proposal.approved',
  assign: 'proposal.assigned',
  schedule: 'proposal.scheduled',
  'cancel-schedule': 'schedule.cancelled',
  'schedule-failed': 'schedule.failed',
  'ask-withdrawal': 'withdrawal.asked',
  withdraw: 'entry.withdrawn',
  restore: 'entry.restored',
  comment: 'comment.added',
  resolve: 'comment.resolved',
  'sign-off': 'day.signed-off',
};

/** The topic under which a fact of this verb is told; undefined where webhooks hear nothing of it. */
export function topicOf(verb: string): FactTopic | undefined {
  return Object.hasOwn(TOPICS, verb) ? TOPICS[verb] : undefined;
}
