import { BULK_RIGHTS, type BulkVerb } from '../domain/bulk/verbs.ts';
import type { PersonId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { type Result, refuse } from '../domain/result.ts';
import { type BulkTarget, insertItems, unknownEvents } from '../store/bulk-items.ts';
import { sha256 } from '../store/content-hash.ts';
import type { Store } from '../store/database.ts';
import { inTransaction } from '../store/transaction.ts';
import { askedFor, type StartedRun, startRun } from './start-run.ts';

/** What somebody asks to be done to many entries: with the reason of sending them back, or with whom they are given to. */
export type BulkWish = { verb: BulkVerb; items: BulkTarget[]; reason?: string | undefined; to?: PersonId | null | undefined };

/** Starts one verb over many entries. A worker does it, entry by entry, as this person; each entry is allowed or refused by itself. */
export async function startBulk(store: Store, actor: Actor, { verb, items, reason, to }: BulkWish, key?: string): Promise<Result<StartedRun, Refusal>> {
  const no = forbidden(actor, 'bulk.start') ?? forbidden(actor, BULK_RIGHTS[verb]);
  if (no) return refuse(no);
  return inTransaction(store, async (tx) => {
    const unknown = await unknownEvents(
      tx,
      items.map(({ event }) => event),
    );
    if (unknown.length) return refuse<Refusal>({ code: 'invalid', fields: [{ field: 'items', message: `names events that do not exist (${unknown.join(', ')}).` }] });
    const options = askedFor({ verb, reason, to, count: items.length, digest: sha256(JSON.stringify(items.map(({ event, hash }) => [event, hash ?? null]))) });
    const started = await startRun(tx, actor, { kind: 'bulk', options }, key);
    if (started.ok) await insertItems(tx, started.value.run, items);
    return started;
  });
}
