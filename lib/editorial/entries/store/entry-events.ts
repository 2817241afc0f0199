import type { AuditEvent } from '../../../audit/events.ts';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Field } from '../../../kernel/revision/merge.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';
import type { NewText, WrittenRow } from './new-text.ts';

/** What a save wrote: `revision` is the text as it was sent, `current` the one that is current now, with its `hash`. */
export type SavedRevision = {
  entry: EntryId;
  proposal: ProposalId;
  revision: RevisionId;
  current: RevisionId;
  version: number;
  hash: string;
};

/** What happened to the entry and the proposal of a written row, which are said once. */
type RevisionEvent = WithoutIds<Extract<AuditEvent, { type: 'open' | 'save' | 'restore' | 'merge' | 'rebase' }>>;
type WithoutIds<Entry> = Entry extends AuditEvent ? Omit<Entry, 'entry' | 'proposal'> : never;

/** Records the event of what was written, and says what that is; undefined where nothing was. */
export async function recorded(
  tx: Transaction,
  actor: Actor,
  row: WrittenRow | undefined,
  hash: string,
  event: (row: WrittenRow) => RevisionEvent,
): Promise<SavedRevision | undefined> {
  if (!row) return undefined;
  const { entry, proposal, mine, revision, version } = row;
  await recordEvents(tx, actor, { ...event(row), entry, proposal });
  return { entry: entry, proposal, revision: mine, current: revision, version, hash };
}

export function savedEvent(row: WrittenRow, type: 'open' | 'save', { merge, restores }: NewText): RevisionEvent {
  const { revision } = row;
  if (restores !== undefined) return { type: 'restore', payload: { revision, of: restores } };
  if (!merge) return { type, payload: { revision } };
  return mergeEvent(row, { base: merge.opened, theirs: merge.theirs, fields: merge.fields, by: merge.by });
}

type Merged = {
  base: RevisionId | null;
  theirs: RevisionId;
  onto?: RevisionId;
  fields: readonly Field[];
  by: readonly PersonId[];
};

export function mergeEvent(
  { mine, revision }: Pick<WrittenRow, 'mine' | 'revision'>,
  { fields, by, ...from }: Merged,
): RevisionEvent {
  return { type: 'merge', payload: { revision, mine, merged: revision, ...from, fields: [...fields], by: [...by] } };
}
