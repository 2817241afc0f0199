import { BULK_RIGHTS, type BulkVerb } from '../domain/bulk/verbs.ts';
import type { ContextId, EventId, PersonId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import { explain, type Refusal } from '../domain/refusals.ts';
import { type Result, refuse } from '../domain/result.ts';
import { type BulkItem, beginItem, countItems, didSince, endItem } from '../store/bulk-items.ts';
import type { Store } from '../store/database.ts';
import { personById } from '../store/people.ts';
import type { Claim } from '../store/run-claims.ts';
import type { Ending } from '../store/run-records.ts';
import { approveEntry } from './approve-entry.ts';
import { assignContext } from './assign-context.ts';
import { assignEntry } from './assign-entry.ts';
import { discardEntry } from './discard-entry.ts';
import type { Hold } from './hold-claim.ts';
import { requestEntryChanges } from './request-changes.ts';
import type { RunRecord } from './run-record.ts';
import { submitEntry } from './submit-entry.ts';
import type { Workplace } from './workplace.ts';

/** A change of an entry's contexts is handed in, unless it is in review already. */
const ASSIGNED = ['submit', 'save'];

/** What each verb leaves in the audit log: by that a deed is known that its worker did not come to write down. */
const FACTS: Readonly<Record<BulkVerb, readonly string[]>> = {
  approve: ['approve', 'withdraw'],
  'request-changes': ['request-changes'],
  submit: ['submit'],
  discard: ['discard'],
  assign: ['assign'],
  'add-context': ASSIGNED,
  'remove-context': ASSIGNED,
  'replace-context': ASSIGNED,
};

const GONE = 'Whoever asked for this can no longer sign in. What was done until then stays done.';

/**
 * Does one verb to each entry of a claimed run, through the very action that a hand would use, as whoever asked and with the rights of that
 * moment. A refusal is that entry's outcome; the others go on.
 */
export async function carryOutBulk({ store }: Workplace, claim: Claim, hold: Hold, record: RunRecord): Promise<Ending> {
  const { verb } = claim.options;
  if (!verb || claim.person === null) return { state: 'failed', problem: 'This run does not say what to do.' };
  const before = await countItems(store.prisma, claim.run);
  const total = before.done + before.failed + before.open;
  for (let ended = before.done + before.failed; ; ended += 1) {
    record.progress('deciding', ended, total);
    await hold.confirm();
    const actor = await actorNow(store, claim, claim.person);
    if (!actor) return { state: 'failed', problem: GONE };
    const item = await beginItem(store, claim);
    if (!item) break;
    const problem = await carryOutItem(store, actor, verb, claim, item);
    await endItem(store, claim, item.n, problem ? 'failed' : 'done', problem ? explain(problem).detail : null);
  }
  const { done, failed } = await countItems(store.prisma, claim.run);
  record.say(`${done} done, ${failed} not.`, failed ? 'warn' : 'info');
  return { state: 'done', report: { verb, files: { done, failed } }, summary: { verb, done, failed } };
}

/** Why an entry was not done; undefined where it was, now or by a worker before this one. */
async function carryOutItem(store: Store, actor: Actor, verb: BulkVerb, claim: Claim, item: BulkItem): Promise<Refusal | undefined> {
  const done = await doVerb(store, actor, verb, claim, item.event, item.hash ?? '');
  if (done.ok) return undefined;
  if (item.begun && (await didSince(store, actor.person, item.event, FACTS[verb], item.begun))) return undefined;
  return done.problem;
}

function doVerb(store: Store, actor: Actor, verb: BulkVerb, { options }: Claim, event: EventId, hash: string): Promise<Result<unknown, Refusal>> {
  const no = forbidden(actor, BULK_RIGHTS[verb]);
  if (no) return Promise.resolve(refuse(no));
  switch (verb) {
    case 'approve':
      return approveEntry(store, actor, event, { hash });
    case 'request-changes':
      return requestEntryChanges(store, actor, event, options.reason ?? '');
    case 'submit':
      return submitEntry(store, actor, event);
    case 'discard':
      return discardEntry(store, actor, event);
    case 'assign':
      return assignEntry(store, actor, event, (options.to ?? null) as PersonId | null);
    case 'add-context':
    case 'remove-context':
      return assignContext(store, actor, event, { verb, context: (options.context ?? 0) as ContextId }, options.reason);
    case 'replace-context':
      return assignContext(store, actor, event, { verb, context: (options.context ?? 0) as ContextId, by: (options.by ?? 0) as ContextId }, options.reason);
  }
}

async function actorNow(store: Store, { cause }: Claim, id: PersonId): Promise<Actor | undefined> {
  const person = await personById(store, id);
  if (!person || person.disabledAt) return undefined;
  return { person: id, role: person.role, channel: cause === 'api' || cause === 'cli' ? cause : 'screen' };
}
