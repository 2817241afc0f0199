import type { ContextId } from '../../../kernel/ids.ts';
import { onBorrowed } from '../../../platform/database/borrowed-connection.ts';
import type { Store } from '../../../platform/database/database.ts';
import { meaningsOf } from '../store/vocabulary.ts';

/** The contexts that these names and aliases mean, case and accents aside; names that nobody knows are left out. */
export async function knownContexts(store: Store, names: readonly string[]): Promise<Map<string, ContextId>> {
  if (!names.length) return new Map();
  const meanings = await onBorrowed(store, (client) => meaningsOf(client, [...new Set(names)]));
  return new Map([...meanings].map(([name, { id }]) => [name, id]));
}
