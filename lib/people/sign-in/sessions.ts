import type { PersonId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { type SignInWay, startSession } from '../store/sessions.ts';
import { deviceOf } from './device.ts';

/**
 * What a session's cookie holds: whose it is, which one, and the epoch that ends all of them when a right or the
 * password changes.
 */
export type Claims = { person: PersonId; epoch: number; session: string };

/**
 * Opens a session for somebody who proved who they are; undefined where they were disabled, or their account changed,
 * in that moment.
 */
export async function openSession(
  store: Store,
  person: PersonId,
  by: SignInWay,
  from: { agent: string | null | undefined; address: string | undefined; epoch?: number | undefined },
): Promise<Claims | undefined> {
  const opened = await startSession(store, person, {
    by,
    device: deviceOf(from.agent),
    address: from.address ?? '',
    epoch: from.epoch,
  });
  return opened && { person, epoch: opened.epoch, session: opened.id };
}
