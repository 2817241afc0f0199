import { z } from 'zod';
import { countOf } from '../kernel/count-of.ts';
import { entryEvent, NOBODY } from './definition.ts';
import { fieldNames, instant } from './history-words.ts';
import { entryId, field, number, personId, revisionId, text } from './payload-parts.ts';

const withRevision = z.object({ revision: revisionId });

/**
 * Said of an approval: that the approver wrote part of it, the time it was set for, and by how many minutes it missed
 * that.
 */
const approvalNotes = {
  ownWork: z.literal(true).optional(),
  scheduledFor: text.optional(),
  lateMinutes: number.optional(),
};

const approved = z.object({
  ...approvalNotes,
  revision: revisionId,
  hash: text,
  publication: number,
  /** The address that the page had before, and the new one. */
  from: text.optional(),
  path: text.optional(),
  /** The entry that was merged into this one. */
  merged: entryId.optional(),
});

const withdrawn = z.object({
  ...approvalNotes,
  revision: revisionId,
  hash: text.optional(),
  redirectTo: entryId.optional(),
  mergedInto: entryId.optional(),
  /** The proposal that merged it. */
  by: number.optional(),
});

const merged = z.object({
  revision: revisionId,
  mine: revisionId,
  merged: revisionId,
  base: revisionId.nullable(),
  theirs: revisionId,
  /** Set where the proposal was put on a newer published text. */
  onto: revisionId.optional(),
  fields: z.array(field),
  by: z.array(personId),
});

function approvalWords({ lateMinutes, from, path }: z.output<typeof approved>): string {
  const late = lateMinutes === undefined ? '' : `, ${countOf(lateMinutes, 'minute')} late`;
  const moved = from === undefined ? '' : `, which moved the page from /${from} to /${String(path)}`;
  return `approved and published it${late}${moved}`;
}

/** How a text is written, reviewed and published. */
export const ENTRY_EVENTS = {
  open: entryEvent({
    payload: withRevision,
    name: 'Open',
    history: 'started writing',
    hasText: true,
    desk: null,
    recipients: NOBODY,
    topic: null,
  }),
  save: entryEvent({
    payload: withRevision,
    name: 'Save',
    history: (_, { saves }) => (saves > 1 ? `wrote: ${saves} saves` : 'saved'),
    hasText: true,
    desk: null,
    recipients: NOBODY,
    topic: null,
  }),
  merge: entryEvent({
    payload: merged,
    name: 'Merge',
    history: ({ fields }) => `saved and merged with somebody else’s changes${fieldNames(fields)}`,
    hasText: true,
    desk: null,
    recipients: NOBODY,
    topic: null,
  }),
  rebase: entryEvent({
    payload: withRevision,
    name: 'Rebase',
    history: 'merged it with the published text',
    hasText: false,
    desk: null,
    recipients: NOBODY,
    topic: null,
  }),
  restore: entryEvent({
    payload: z.object({ revision: revisionId, of: revisionId }),
    name: 'Restore',
    history: ({ of }) => `restored revision ${of}`,
    hasText: true,
    desk: 'An earlier revision restored',
    recipients: ({ writers, followers }) => [['followed', [...writers, ...followers]]],
    topic: 'entry.restored',
  }),
  submit: entryEvent({
    payload: withRevision,
    name: 'Submit',
    history: 'submitted it',
    hasText: false,
    desk: 'Submitted',
    recipients: ({ assignee, followers }) => [
      ['submitted', [assignee]],
      ['followed', followers],
    ],
    topic: 'proposal.submitted',
  }),
  'pull-back': entryEvent({
    payload: withRevision,
    name: 'Pull back',
    history: 'pulled it back to draft',
    hasText: false,
    desk: null,
    recipients: ({ assignee }) => [['pulled-back', [assignee]]],
    topic: 'proposal.pulled-back',
  }),
  discard: entryEvent({
    payload: withRevision,
    name: 'Discard',
    history: 'discarded it',
    hasText: false,
    desk: 'Change discarded',
    recipients: ({ authors, assignee, followers }) => [
      ['discarded', [...authors, assignee]],
      ['followed', followers],
    ],
    topic: 'proposal.discarded',
  }),
  'request-changes': entryEvent({
    payload: withRevision,
    name: 'Request changes',
    history: 'requested changes',
    hasText: false,
    desk: null,
    recipients: ({ authors }) => [['changes-requested', authors]],
    topic: 'proposal.changes-requested',
  }),
  approve: entryEvent({
    payload: approved,
    name: 'Approve',
    history: approvalWords,
    hasText: true,
    desk: 'Published',
    recipients: ({ authors, followers }) => [
      ['approved', authors],
      ['followed', followers],
    ],
    topic: 'proposal.approved',
  }),
  'ask-withdrawal': entryEvent({
    payload: z.object({ revision: revisionId, redirectTo: entryId.optional() }),
    name: 'Ask withdrawal',
    history: 'asked to withdraw the entry',
    hasText: false,
    desk: 'Withdrawal requested',
    recipients: ({ writers, followers }) => [
      ['withdrawal-asked', writers],
      ['followed', followers],
    ],
    topic: 'withdrawal.asked',
  }),
  withdraw: entryEvent({
    payload: withdrawn,
    name: 'Withdraw',
    history: 'approved the withdrawal',
    hasText: false,
    desk: 'Withdrawn',
    recipients: ({ authors, writers, followers }) => [
      ['approved', authors],
      ['withdrawn', writers],
      ['followed', followers],
    ],
    topic: 'entry.withdrawn',
  }),
  unite: entryEvent({
    payload: z.union([
      z.object({ mergedEntry: entryId, revision: revisionId }),
      z.object({ joins: entryId, revision: revisionId }),
    ]),
    name: 'Merge entries',
    history: 'merged another entry into it',
    hasText: false,
    desk: null,
    recipients: NOBODY,
    topic: null,
  }),
  merged: entryEvent({
    payload: z.object({ mergedInto: entryId, revision: revisionId }),
    name: 'MergedRevision',
    history: 'merged it into another entry',
    hasText: false,
    desk: null,
    recipients: NOBODY,
    topic: null,
  }),
  schedule: entryEvent({
    payload: z.object({ at: text, hash: text }),
    name: 'Schedule',
    history: ({ at }) => `scheduled it for ${instant(at)}`,
    hasText: false,
    desk: null,
    recipients: ({ authors }) => [['scheduled', authors]],
    topic: 'proposal.scheduled',
    webhookDetails: ({ at }) => ({ publishAt: at }),
  }),
  'cancel-schedule': entryEvent({
    payload: z.object({ at: text }),
    name: 'Cancel schedule',
    history: 'cancelled the schedule',
    hasText: false,
    desk: null,
    recipients: ({ authors, assignee }) => [['schedule-cancelled', [...authors, assignee]]],
    topic: 'schedule.cancelled',
  }),
  'schedule-failed': entryEvent({
    payload: z.object({ at: text, problem: text }),
    name: 'Schedule failed',
    history: ({ at }) => `had scheduled it for ${instant(at)}, but it was not published`,
    hasText: false,
    desk: null,
    recipients: ({ actor, authors }) => [['schedule-failed', [actor, ...authors]]],
    topic: 'schedule.failed',
    webhookDetails: ({ at }) => ({ publishAt: at }),
  }),
};
