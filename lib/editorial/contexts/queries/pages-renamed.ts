import type { EventId } from '../../../kernel/ids.ts';
import { type ExportSettings, RELATED_LIMITS } from '../../../kernel/newsroom/export-settings.ts';
import { dayPath } from '../../../layout/paths.ts';
import type { Queryable } from '../../../platform/database/kysely.ts';
import { PageMaker } from '../../published/page-maker.ts';
import { live, type Published, publishedEventsOf } from '../../published/published.ts';
import { publishedDay } from '../../published/published-days.ts';
import { publishedRenamed, type Renamed } from '../../published/published-with.ts';
import { dayFile, type FileChange } from '../../review/queries/proposal-files.ts';

const SETTINGS: ExportSettings = {
  edition: '2017',
  formats: ['md'],
  readmes: false,
  relatedLimit: RELATED_LIMITS['2017'],
  site: { url: '', title: '' },
};

/**
 * The pages of these entries and of their days as they are, and as they would be once contexts mean or are called
 * something else.
 */
export async function readPagesRenamed(
  pool: Queryable,
  events: readonly EventId[],
  renamed: Renamed,
): Promise<FileChange[]> {
  const [was, becomes] = await Promise.all([
    pagesOf(live(pool), events),
    pagesOf(publishedRenamed(pool, renamed), events),
  ]);
  return [...was].flatMap(([path, { kind, text }]): FileChange[] => {
    const after = becomes.get(path)?.text ?? null;
    return text === after ? [] : [{ path, kind, before: text, after }];
  });
}

type Pages = Map<string, { kind: 'page' | 'day'; text: string }>;

async function pagesOf(archive: Published, events: readonly EventId[]): Promise<Pages> {
  const maker = new PageMaker(archive, SETTINGS);
  const learned = await maker.learn(await publishedEventsOf(archive, events));
  const pages: Pages = new Map(
    learned
      .flatMap((event) => maker.pagesOfEvent(event))
      .map(({ path, text }) => [path, { kind: 'page' as const, text }]),
  );
  for (const day of new Set(learned.map(({ text }) => text.day))) {
    const text = await dayFile(archive, day, (await publishedDay(archive, day))?.order);
    if (text !== undefined) pages.set(dayPath(day), { kind: 'day', text });
  }
  return pages;
}
