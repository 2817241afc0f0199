import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction, type PrismaTransaction, Rollback } from '../../platform/database/transaction.ts';
import {
  addDomains,
  domainsOfOthers,
  insertPublisher,
  lockPublishers,
  moveDomains,
  type Publisher,
  publisherNamed,
  readPublisher,
  removeDomains,
  renamePublisher,
} from '../store/publishers.ts';

type PublisherAnswer = Result<Publisher, AppError>;

/**
 * Adds a publisher under its managed name. Refused where the name, case and accents aside, or a domain is another's.
 */
export function addPublisher(
  store: Store,
  actor: Actor,
  { name, domains = [] }: { name: string; domains?: string[] | undefined },
): Promise<PublisherAnswer> {
  return managing(store, actor, async (tx) => {
    await free(tx, { name, domains });
    const id = await insertPublisher(tx, name);
    await addDomains(tx, id, domains);
    await recordEvents(tx, actor, { type: 'add-publisher', payload: { publisher: id, name, domains } });
    return readPublisher(tx, id);
  });
}

type Change = { version: number; name?: string | undefined; add?: string[] | undefined; remove?: string[] | undefined };

/** Renames a publisher, adds and removes domains, over the version that was seen. */
export function changePublisher(
  store: Store,
  actor: Actor,
  id: number,
  { version, name, add = [], remove = [] }: Change,
): Promise<PublisherAnswer> {
  return managing(store, actor, async (tx) => {
    const before = await seen(tx, id, version);
    await free(tx, { name, domains: add, of: id });
    await renamePublisher(tx, id, name ?? before.name);
    await removeDomains(tx, id, remove);
    await addDomains(tx, id, add);
    await recordEvents(tx, actor, {
      type: 'change-publisher',
      payload: {
        publisher: id,
        ...(name === undefined ? {} : { name, was: before.name }),
        added: add,
        removed: remove,
      },
    });
    return readPublisher(tx, id);
  });
}

/**
 * Gives a publisher's domains to another one and forgets its name. What entries say about their sources stays as it was
 * written.
 */
export function mergePublishers(
  store: Store,
  actor: Actor,
  id: number,
  { version, into }: { version: number; into: number },
): Promise<PublisherAnswer> {
  return managing(store, actor, async (tx) => {
    if (into === id)
      throw new Rollback({
        code: 'invalid',
        fields: [{ field: 'into', message: 'is the same publisher. Choose another one.' }],
      });
    const gone = await seen(tx, id, version);
    const stays = await readPublisher(tx, into);
    if (!stays) throw new Rollback({ code: 'not-found', what: `Publisher ${into}` });
    await moveDomains(tx, id, into);
    await recordEvents(tx, actor, {
      type: 'merge-publishers',
      payload: { publisher: id, name: gone.name, into, domains: gone.domains },
    });
    return readPublisher(tx, into);
  });
}

async function managing(
  store: Store,
  actor: Actor,
  work: (tx: PrismaTransaction) => Promise<Publisher | undefined>,
): Promise<PublisherAnswer> {
  const no = forbidden(actor, 'publisher.manage');
  if (no) return fail(no);
  try {
    const done = await inTransaction(store, async (tx) => {
      await lockPublishers(tx);
      return work(tx);
    });
    if (!done) throw new Error('A publisher that was just written is not there.');
    return ok(done);
  } catch (error) {
    if (error instanceof Rollback) return fail(error.error);
    throw error;
  }
}

async function seen(tx: PrismaTransaction, id: number, version: number): Promise<Publisher> {
  const found = await readPublisher(tx, id);
  if (!found) throw new Rollback({ code: 'not-found', what: `Publisher ${id}` });
  if (found.version !== version) throw new Rollback({ code: 'stale-publisher' });
  return found;
}

/** Takes everything back where a name or a domain belongs to another publisher. */
async function free(
  tx: PrismaTransaction,
  { name, domains, of }: { name: string | undefined; domains: readonly string[]; of?: number },
): Promise<void> {
  const named = name === undefined ? undefined : await publisherNamed(tx, name);
  if (named && named.id !== of && name !== undefined) throw new Rollback({ code: 'name-taken', name, by: named.name });
  const [taken] = await domainsOfOthers(tx, domains, of);
  if (taken) {
    const message = `${taken.domain} belongs to ${taken.name}. Merge the two, or remove it there first.`;
    throw new Rollback({ code: 'invalid', fields: [{ field: 'domains', message }] });
  }
}
