import type { PersonId } from '../domain/ids.ts';
import type { Channel } from '../domain/permission/actor.ts';
import type { Transaction } from './transaction.ts';

/** Who did something: nobody (null) at the command line of the machine itself. */
export type ChangedBy = { person: PersonId | null; channel: Channel };

/** Records what was done to something that is no entry. */
export async function recordFact(tx: Transaction, by: ChangedBy, verb: string, detail: Record<string, string | number>): Promise<void> {
  await tx.$executeRaw`INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES (${by.person}, ${by.channel}::channel, ${verb}, ${JSON.stringify(detail)}::jsonb)`;
}
