import { kysely } from '../../platform/database/kysely.ts';
import { lockTable } from '../../platform/database/locks.ts';
import { anyText, fold } from '../../platform/database/sql-values.ts';
import type { PrismaTransaction, Transaction } from '../../platform/database/transaction.ts';

/** A publisher under its managed name. */
export type Publisher = { id: number; name: string; version: number; domains: string[] };

/** A publisher with its domains; undefined where there is none of this id. */
export async function readPublisher(tx: PrismaTransaction, id: number): Promise<Publisher | undefined> {
  const found = await tx.publisher.findUnique({ where: { id }, include: { domains: { orderBy: { domain: 'asc' } } } });
  return found
    ? { id, name: found.name, version: found.version, domains: found.domains.map(({ domain }) => domain) }
    : undefined;
}

/**
 * One change of publishers at a time: names and domains are looked up before they are written. Whoever only reads waits
 * for nothing.
 */
export async function lockPublishers(tx: Transaction): Promise<void> {
  await lockTable(tx, 'publisher');
}

/** Whoever has this name, case and accents aside. */
export async function publisherNamed(tx: Transaction, name: string): Promise<{ id: number; name: string } | undefined> {
  return kysely(tx)
    .selectFrom('publisher')
    .select(['id', 'name'])
    .where('folded', '=', (eb) => fold(eb.val(name)))
    .executeTakeFirst();
}

/** Those of the domains that belong to another publisher than `of`. */
export function domainsOfOthers(
  tx: Transaction,
  domains: readonly string[],
  of: number | undefined,
): Promise<{ domain: string; name: string }[]> {
  return kysely(tx)
    .selectFrom('publisher_domain as d')
    .innerJoin('publisher as p', 'p.id', 'd.publisher_id')
    .select(['d.domain', 'p.name'])
    .where('d.domain', '=', anyText(domains))
    .where('p.id', '<>', of ?? 0)
    .orderBy('d.domain')
    .execute();
}

export async function insertPublisher(tx: PrismaTransaction, name: string): Promise<number> {
  const { id } = await tx.publisher.create({ data: { name }, select: { id: true } });
  return id;
}

/** Sets the name and raises the version. */
export async function renamePublisher(tx: PrismaTransaction, id: number, name: string): Promise<void> {
  await tx.publisher.update({ where: { id }, data: { name, version: { increment: 1 } } });
}

export async function addDomains(tx: PrismaTransaction, id: number, domains: readonly string[]): Promise<void> {
  await tx.publisherDomain.createMany({
    data: domains.map((domain) => ({ domain, publisherId: id })),
    skipDuplicates: true,
  });
}

export async function removeDomains(tx: PrismaTransaction, id: number, domains: readonly string[]): Promise<void> {
  await tx.publisherDomain.deleteMany({ where: { publisherId: id, domain: { in: [...domains] } } });
}

/** Gives every domain of one publisher to another and deletes it. */
export async function moveDomains(tx: PrismaTransaction, from: number, to: number): Promise<void> {
  await tx.publisherDomain.updateMany({ where: { publisherId: from }, data: { publisherId: to } });
  await tx.publisher.update({ where: { id: to }, data: { version: { increment: 1 } } });
  await tx.publisher.delete({ where: { id: from } });
}
