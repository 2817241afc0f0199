import type { NewsroomSettings } from '../domain/newsroom-settings.ts';
import type { Store } from './database.ts';

/** The settings of the newsroom, with the version that a change of them names. */
export async function readNewsroomSettings(store: Pick<Store, 'prisma'>): Promise<NewsroomSettings & { version: number }> {
  const { fourEyes, leastSources, version } = await store.prisma.newsroomSettings.findUniqueOrThrow({ where: { id: 1 } });
  return { fourEyes, leastSources, version };
}
