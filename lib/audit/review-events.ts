import { z } from 'zod';
import type { CommentField } from '../kernel/newsroom/thread.ts';
import { FIELD_NAMES } from '../kernel/revision/field-names.ts';
import { entryEvent, NOBODY } from './definition.ts';
import { commentField, number, people, personId } from './payload-parts.ts';

const thread = z.object({ thread: number, field: commentField });

function onField(field: CommentField): string {
  return field === '' ? '' : ` on the ${FIELD_NAMES[field].toLowerCase()}`;
}

/** What is said and settled about a proposal. */
export const REVIEW_EVENTS = {
  assign: entryEvent({
    payload: z.object({ to: personId.nullable() }),
    name: 'Assign',
    history: (_, { to }) => (to === null ? 'unassigned it' : `assigned it to ${to}`),
    hasText: false,
    desk: null,
    recipients: (_, { to }) => [['assigned', to === null ? [] : [to]]],
    topic: 'proposal.assigned',
  }),
  comment: entryEvent({
    payload: z.object({ thread: number, comment: number, field: commentField, mentions: people }),
    name: 'Comment',
    history: ({ field }) => `commented${onField(field)}`,
    hasText: false,
    desk: null,
    recipients: ({ authors, assignee, commenters }, { mentions }) => [
      ['mentioned', mentions],
      ['commented', [...authors, assignee, ...commenters]],
    ],
    topic: 'comment.added',
    webhookDetails: (payload) => ({ thread: payload.thread, comment: payload.comment }),
  }),
  resolve: entryEvent({
    payload: thread,
    name: 'Resolve',
    history: 'resolved a comment',
    hasText: false,
    desk: null,
    recipients: ({ commenters }) => [['resolved', commenters]],
    topic: 'comment.resolved',
    webhookDetails: (payload) => ({ thread: payload.thread }),
  }),
  reopen: entryEvent({
    payload: thread,
    name: 'Reopen',
    history: 'reopened a comment',
    hasText: false,
    desk: null,
    recipients: NOBODY,
    topic: null,
  }),
};
