import type { EntryId } from '../../../kernel/ids.ts';
import { type ExportSettings, RELATED_LIMITS } from '../../../kernel/newsroom/export-settings.ts';
import { dayPath } from '../../../layout/paths.ts';
import type { Queryable } from '../../../platform/database/kysely.ts';
import { PageMaker } from '../../published/page-maker.ts';
import { live, type Published, publishedEntriesOf } from '../../published/published.ts';
import { publishedDay } from '../../published/published-days.ts';
import { publishedRenamed, type RenamedContext } from '../../published/published-with.ts';
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
  entries: readonly EntryId[],
  renamed: RenamedContext,
): Promise<FileChange[]> {
  const [was, becomes] = await Promise.all([
    pagesOf(live(pool), entries),
    pagesOf(publishedRenamed(pool, renamed), entries),
  ]);
  return [...was].flatMap(([path, { kind, text }]): FileChange[] => {
    const after = becomes.get(path)?.text ?? null;
    return text === after ? [] : [{ path, kind, before: text, after }];
  });
}

type Pages = Map<string, { kind: 'page' | 'day'; text: string }>;

async function pagesOf(archive: Published, entries: readonly EntryId[]): Promise<Pages> {
  const maker = new PageMaker(archive, SETTINGS);
  const learned = await maker.learn(await publishedEntriesOf(archive, entries));
  const pages: Pages = new Map(
    learned
      .flatMap((entry) => maker.pagesOfEntry(entry))
      .map(({ path, text }) => [path, { kind: 'page' as const, text }]),
  );
  for (const day of new Set(learned.map(({ text }) => text.day))) {
    const text = await dayFile(archive, day, (await publishedDay(archive, day))?.order);
    if (text !== undefined) pages.set(dayPath(day), { kind: 'day', text });
  }
  return pages;
}
