import { z } from 'zod';
import type { ConcernedPeople, NoticeReasons } from '../kernel/newsroom/recipients.ts';
import type { ReviewChange } from '../kernel/newsroom/review-item.ts';
import { changeEvent, NOBODY } from './definition.ts';
import { contextId, dayText, number, personId, text } from './payload-parts.ts';

const contextDecision = z.object({ context: contextId, change: number, askedBy: personId });
const proseProposal = z.object({ proposal: number, path: text, hash: text });
const proseDecision = z.object({ ...proseProposal.shape, askedBy: personId, ownWork: z.literal(true).optional() });
const orderProposal = z.object({ day: dayText, proposal: number });
const orderDecision = z.object({ ...orderProposal.shape, askedBy: personId, ownWork: z.literal(true).optional() });

const ofContext = ({ change }: { change: number }): ReviewChange => ({ kind: 'context', id: change });
const ofProse = ({ proposal }: { proposal: number }): ReviewChange => ({ kind: 'prose', id: proposal });
const ofOrder = ({ proposal }: { proposal: number }): ReviewChange => ({ kind: 'order', id: proposal });

const byContext = () => null;
const byPath = ({ path }: { path: string }) => `/${path}`;
const byDay = ({ day }: { day: string }) => `Order of ${day}`;

const approvedTo = ({ authors }: ConcernedPeople): NoticeReasons => [['approved', authors]];
const discardedTo = ({ authors }: ConcernedPeople): NoticeReasons => [['discarded', authors]];

/** Changes that are reviewed and are no entries: of a context, of a page of prose, of a day's order. */
export const CHANGE_EVENTS = {
  'ask-context-change': changeEvent({
    // What is asked for, as the change keeps it.
    payload: z.object({ context: contextId, change: number, asked: z.object({}).loose() }),
    name: 'Request context change',
    change: ofContext,
    title: byContext,
    recipients: NOBODY,
    topic: 'context-change.asked',
  }),
  'approve-context-change': changeEvent({
    payload: contextDecision,
    name: 'Approve context change',
    change: ofContext,
    title: byContext,
    recipients: approvedTo,
    topic: 'context-change.approved',
  }),
  'return-context-change': changeEvent({
    payload: contextDecision,
    name: 'Request changes to context change',
    change: ofContext,
    title: byContext,
    recipients: ({ authors }) => [['changes-requested', authors]],
    topic: 'context-change.changes-requested',
  }),
  'discard-context-change': changeEvent({
    payload: contextDecision,
    name: 'Discard context change',
    change: ofContext,
    title: byContext,
    recipients: NOBODY,
    topic: 'context-change.discarded',
  }),
  'propose-prose': changeEvent({
    payload: proseProposal,
    name: 'Propose prose',
    change: ofProse,
    title: byPath,
    recipients: NOBODY,
    topic: null,
  }),
  'approve-prose': changeEvent({
    payload: proseDecision,
    name: 'Approve prose',
    change: ofProse,
    title: byPath,
    recipients: approvedTo,
    topic: 'prose.approved',
  }),
  'discard-prose': changeEvent({
    payload: proseDecision,
    name: 'Discard prose',
    change: ofProse,
    title: byPath,
    recipients: discardedTo,
    topic: 'prose.discarded',
  }),
  'propose-order': changeEvent({
    payload: orderProposal,
    name: 'Propose order',
    change: ofOrder,
    title: byDay,
    recipients: NOBODY,
    topic: null,
  }),
  'approve-order': changeEvent({
    payload: orderDecision,
    name: 'Approve order',
    change: ofOrder,
    title: byDay,
    recipients: approvedTo,
    topic: 'order.approved',
  }),
  'discard-order': changeEvent({
    payload: orderDecision,
    name: 'Discard order',
    change: ofOrder,
    title: byDay,
    recipients: discardedTo,
    topic: 'order.discarded',
  }),
};
