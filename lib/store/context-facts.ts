import type { Actor } from '../domain/permission/actor.ts';
import type { Transaction } from './transaction.ts';

/** Records what somebody did to the vocabulary. */
export async function noteContextFact(
  tx: Transaction,
  actor: Actor,
  verb: 'create-context' | 'change-context' | 'merge-contexts' | 'unmerge-contexts' | 'split-context' | 'refuse-context-pair',
  detail: object,
): Promise<void> {
  await tx.$executeRaw`INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES (${actor.person}, ${actor.channel}::channel, ${verb}, ${JSON.stringify(detail)}::jsonb)`;
}
