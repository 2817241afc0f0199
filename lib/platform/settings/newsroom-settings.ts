import type { NewsroomSettings } from '../../kernel/newsroom/newsroom-settings.ts';
import type { Reader } from '../database/database.ts';
import { keptStatements, kysely } from '../database/kysely.ts';
import type { Transaction } from '../database/transaction.ts';

/** The settings of the newsroom, with the version that a change of them names. */
export async function readNewsroomSettings(store: Reader): Promise<NewsroomSettings & { version: number }> {
  return keptStatements(store.prisma)
    .selectFrom('newsroom_settings')
    .select(['four_eyes as fourEyes', 'least_sources as leastSources', 'version'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
}

/** Writes the settings over a version. The next version; undefined where somebody was faster. */
export async function writeNewsroomSettings(
  tx: Transaction,
  version: number,
  { fourEyes, leastSources }: NewsroomSettings,
): Promise<number | undefined> {
  const written = await kysely(tx)
    .updateTable('newsroom_settings')
    .set((eb) => ({ four_eyes: fourEyes, least_sources: leastSources, version: eb('version', '+', 1) }))
    .where('id', '=', 1)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return written?.version;
}
