import type { Actor } from '../domain/permission/actor.ts';
import type { Transaction } from './transaction.ts';

/** A publisher under its managed name. */
export type Publisher = { id: number; name: string; version: number; domains: string[] };

/** A publisher with its domains; undefined where there is none of this id. */
export async function readPublisher(tx: Transaction, id: number): Promise<Publisher | undefined> {
  const [row] = await tx.$queryRaw<Publisher[]>`
    SELECT id, name, version, coalesce((SELECT array_agg(domain ORDER BY domain) FROM publisher_domain WHERE publisher_id = p.id), '{}') AS domains FROM publisher p WHERE id = ${id}`;
  return row;
}

/** One change of publishers at a time: names and domains are looked up before they are written. Whoever only reads waits for nothing. */
export async function lockPublishers(tx: Transaction): Promise<void> {
  await tx.$executeRaw`LOCK TABLE publisher IN SHARE ROW EXCLUSIVE MODE`;
}

/** Whoever has this name, case and accents aside. */
export async function publisherNamed(tx: Transaction, name: string): Promise<{ id: number; name: string } | undefined> {
  const [row] = await tx.$queryRaw<{ id: number; name: string }[]>`SELECT id, name FROM publisher WHERE folded = fold(${name})`;
  return row;
}

/** Those of the domains that belong to another publisher than `of`. */
export function domainsOfOthers(tx: Transaction, domains: readonly string[], of: number | undefined): Promise<{ domain: string; name: string }[]> {
  return tx.$queryRaw`
    SELECT d.domain, p.name FROM publisher_domain d JOIN publisher p ON p.id = d.publisher_id WHERE d.domain = ANY(${domains}::text[]) AND p.id <> ${of ?? 0} ORDER BY d.domain`;
}

export async function insertPublisher(tx: Transaction, name: string): Promise<number> {
  const { id } = await tx.publisher.create({ data: { name }, select: { id: true } });
  return id;
}

/** Sets the name and raises the version. */
export async function renamePublisher(tx: Transaction, id: number, name: string): Promise<void> {
  await tx.$executeRaw`UPDATE publisher SET name = ${name}, version = version + 1 WHERE id = ${id}`;
}

export async function addDomains(tx: Transaction, id: number, domains: readonly string[]): Promise<void> {
  await tx.$executeRaw`INSERT INTO publisher_domain (domain, publisher_id) SELECT unnest(${domains}::text[]), ${id} ON CONFLICT (domain) DO NOTHING`;
}

export async function removeDomains(tx: Transaction, id: number, domains: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM publisher_domain WHERE publisher_id = ${id} AND domain = ANY(${domains}::text[])`;
}

/** Gives every domain of one publisher to another and deletes it. */
export async function moveDomains(tx: Transaction, from: number, to: number): Promise<void> {
  await tx.$executeRaw`UPDATE publisher_domain SET publisher_id = ${to} WHERE publisher_id = ${from}`;
  await tx.$executeRaw`UPDATE publisher SET version = version + 1 WHERE id = ${to}`;
  await tx.$executeRaw`DELETE FROM publisher WHERE id = ${from}`;
}

export async function notePublisherFact(tx: Transaction, actor: Actor, verb: 'add-publisher' | 'change-publisher' | 'merge-publishers', detail: object): Promise<void> {
  await tx.$executeRaw`INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES (${actor.person}, ${actor.channel}::channel, ${verb}, ${JSON.stringify(detail)}::jsonb)`;
}
