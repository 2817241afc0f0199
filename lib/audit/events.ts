import type { z } from 'zod';
import type { EntryId, PersonId, ProposalId } from '../kernel/ids.ts';
import type { AuditTopic } from '../kernel/newsroom/audit-topics.ts';
import { type ConcernedPeople, type Recipient, recipientsFor } from '../kernel/newsroom/recipients.ts';
import type { ReviewChange } from '../kernel/newsroom/review-item.ts';
import { ARCHIVE_EVENTS } from './archive-events.ts';
import { CHANGE_EVENTS } from './change-events.ts';
import { type AnyDefinition, type HistoryContext, NOBODY } from './definition.ts';
import { ENTRY_EVENTS } from './entry-events.ts';
import { NEWSROOM_EVENTS } from './newsroom-events.ts';
import { PEOPLE_EVENTS } from './people-events.ts';
import { REVIEW_EVENTS } from './review-events.ts';

/** Every audit event, under the word that the database keeps as its type. Whatever is done is one of these. */
const EVENTS = {
  ...ENTRY_EVENTS,
  ...REVIEW_EVENTS,
  ...CHANGE_EVENTS,
  ...ARCHIVE_EVENTS,
  ...NEWSROOM_EVENTS,
  ...PEOPLE_EVENTS,
};

type Events = typeof EVENTS;

export type AuditEventType = keyof Events;

/** The details of an event, by its type. */
type Payloads = { [Type in AuditEventType]: z.output<Events[Type]['payload']> };

/** The details of one type of event. */
export type AuditPayload<Type extends AuditEventType> = Payloads[Type];

type EntryEventType = {
  [Type in AuditEventType]: Events[Type] extends { about: 'entry' } ? Type : never;
}[AuditEventType];

/** What happened, with its details. */
type Happened<Type extends AuditEventType = AuditEventType> = {
  [Each in Type]: { type: Each; payload: Payloads[Each] };
}[Type];

type Subject<Type extends AuditEventType> = Type extends EntryEventType
  ? { entry: EntryId; proposal: ProposalId }
  : { entry?: never; proposal?: never };

/**
 * An audit event as it is recorded: what belongs to an entry says which one and which proposal, and nothing else can.
 */
export type AuditEvent = {
  [Type in AuditEventType]: Happened<Type> & Subject<Type> & { reason?: string | null | undefined };
}[AuditEventType];

/**
 * An event of this program that the database keeps with details that it cannot read, or one of another version of it.
 */
type UnknownEvent = { type: 'unknown'; stored: string; payload: Record<string, unknown> };

/** An event as it is read back. `hands`: who else held what whoever did it came in with. */
export type ReadEvent = (Happened | UnknownEvent) & { hands: readonly PersonId[] };

const SAID: { [Type in AuditEventType]: AnyDefinition<Payloads[Type]> } = EVENTS;

/** The type of every event. */
export const AUDIT_EVENT_TYPES = Object.keys(EVENTS).filter(isAuditEventType);

function isAuditEventType(type: string): type is AuditEventType {
  return Object.hasOwn(EVENTS, type);
}

/** Whether anybody hears of an event of this type: the database has to pass it on. */
export function isPassedOn(type: AuditEventType): boolean {
  const { recipients, topic } = SAID[type];
  return recipients !== NOBODY || topic !== null;
}

/**
 * An event as the database keeps it. One that this program does not know, or whose details it cannot read, is given
 * back as it is.
 */
export function readEvent(type: string, detail: unknown): ReadEvent {
  const { hands, ...payload } = isObject(detail) ? detail : {};
  const given = { hands: Array.isArray(hands) ? hands.filter(Number.isInteger) : [] };
  const known = isAuditEventType(type) ? parsed(type, payload) : undefined;
  return { ...(known ?? { type: 'unknown', stored: type, payload }), ...given };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed<Type extends AuditEventType>(type: Type, detail: unknown): Happened<Type> | undefined {
  const read = SAID[type].payload.safeParse(detail);
  return read.success ? { type, payload: read.data } : undefined;
}

/** What the audit page calls events of a type: “Pull back”. One that is not known is its own name. */
export function eventName(type: string): string {
  if (isAuditEventType(type)) return EVENTS[type].name;
  const words = type.replaceAll('-', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Who is notified of an event, each person once and for the strongest reason. */
export function recipientsOf(event: ReadEvent, concerned: ConcernedPeople): Recipient[] {
  return event.type === 'unknown' ? [] : recipientsFor(reasonsFor(event, concerned), concerned.actor);
}

function reasonsFor<Type extends AuditEventType>(event: Happened<Type>, concerned: ConcernedPeople) {
  const { recipients } = SAID[event.type];
  return recipients === NOBODY ? [] : recipients(concerned, event.payload);
}

/** The topic under which webhooks are notified of an event, and what they receive; undefined where they are not. */
export function webhookOf(event: ReadEvent): WebhookNews | undefined {
  return event.type === 'unknown' ? undefined : newsOf(event);
}

export type WebhookNews = { topic: AuditTopic; details: Record<string, string | number> };

function newsOf<Type extends AuditEventType>(event: Happened<Type>): WebhookNews | undefined {
  const { topic, webhookDetails } = SAID[event.type];
  return topic === null ? undefined : { topic, details: webhookDetails?.(event.payload) ?? {} };
}

/** What the history of an entry says about an event after the name of whoever did it. */
export function historyWords(event: ReadEvent, context: HistoryContext): string {
  return event.type === 'unknown' ? event.stored : historyOf(event, context);
}

function historyOf<Type extends AuditEventType>(event: Happened<Type>, context: HistoryContext): string {
  const said = SAID[event.type];
  if (said.about !== 'entry') return said.name;
  return typeof said.history === 'string' ? said.history : said.history(event.payload, context);
}

/** Whether an event left a text that the history can show. */
export function hasText({ type }: ReadEvent): boolean {
  const said = type === 'unknown' ? undefined : SAID[type];
  return said?.about === 'entry' && said.hasText;
}

/** What the desk of a follower says about an event, by its type; null where it has no words of its own. */
export function deskWords(type: string): string | null {
  const said = isAuditEventType(type) ? SAID[type] : undefined;
  return said?.about === 'entry' ? said.desk : null;
}

/** The change that an event is about, which is reviewed and is no entry; null for any other event. */
export function changeOf(event: ReadEvent): { change: ReviewChange; title: string | null } | null {
  return event.type === 'unknown' ? null : changeIn(event);
}

function changeIn<Type extends AuditEventType>(
  event: Happened<Type>,
): { change: ReviewChange; title: string | null } | null {
  const said = SAID[event.type];
  return said.about === 'change' ? { change: said.change(event.payload), title: said.title(event.payload) } : null;
}
