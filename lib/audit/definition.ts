import type { z } from 'zod';
import type { AuditTopic } from '../kernel/newsroom/audit-topics.ts';
import type { ConcernedPeople, NoticeReasons } from '../kernel/newsroom/recipients.ts';
import type { ReviewChange } from '../kernel/newsroom/review-item.ts';

/** Said of an event that notifies no person. What waits for a review is in the queue; nobody is notified of it. */
export const NOBODY = 'nobody';

/** What is said of every audit event. None of it can be left out. */
type Definition<Payload> = {
  /** The details, as the database keeps them. */
  payload: z.ZodType<Payload>;
  /** What the audit page calls it: “Add webhook”. */
  name: string;
  /** Who is notified, and as what. */
  recipients: typeof NOBODY | ((concerned: ConcernedPeople, payload: Payload) => NoticeReasons);
  /** The topic under which webhooks are notified; null where they are not. */
  topic: AuditTopic | null;
  /** What a webhook receives besides ids, the time and who did it. */
  webhookDetails?: (payload: Payload) => Record<string, string | number>;
};

/**
 * What words of an entry's history need besides the event: the name that it was assigned to, and how many saves it
 * stands for.
 */
export type HistoryContext = { to: string | null; saves: number };

/** An event in the life of an entry. */
export type EntryDefinition<Payload> = Definition<Payload> & {
  about: 'entry';
  /** What the entry's history says after the name of whoever did it: “submitted it”. */
  history: string | ((payload: Payload, context: HistoryContext) => string);
  /** Whether it left a text that the history can show. */
  hasText: boolean;
  /** What the desk of a follower says before the time; null where followers are not notified. */
  desk: string | null;
};

/** An event of a change that is reviewed and is no entry. */
export type ChangeDefinition<Payload> = Definition<Payload> & {
  about: 'change';
  /** The change, by which its place of review is found. */
  change: (payload: Payload) => ReviewChange;
  /** What a notice calls it; null where that is the name of its context. */
  title: (payload: Payload) => string | null;
};

/** Any other event: of a day, a context, a source, an account, or the newsroom. */
export type OtherDefinition<Payload> = Definition<Payload> & { about: 'other' };

export type AnyDefinition<Payload> = EntryDefinition<Payload> | ChangeDefinition<Payload> | OtherDefinition<Payload>;

export function entryEvent<Payload extends object>(
  said: Omit<EntryDefinition<Payload>, 'about'>,
): EntryDefinition<Payload> {
  return { about: 'entry', ...said };
}

export function changeEvent<Payload extends object>(
  said: Omit<ChangeDefinition<Payload>, 'about'>,
): ChangeDefinition<Payload> {
  return { about: 'change', ...said };
}

export function otherEvent<Payload extends object>(
  said: Omit<OtherDefinition<Payload>, 'about'>,
): OtherDefinition<Payload> {
  return { about: 'other', ...said };
}
