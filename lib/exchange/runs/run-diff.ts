import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import type { TargetSettings } from '../../runs/contract/exports.ts';
import { treeFileAt } from '../export/queries/tree-file.ts';
import type { StoredExportReport } from './runs.ts';

/** A file of a plan before and after it; null where there was or will be none. */
export type PlanDiff = { path: string; before: string | null; after: string | null };

/**
 * What an export does to one of the files that it names. Both texts are made from the log of changes: what the target
 * was given last, and what this export gives it. So they are the same wherever the target is, and for ever.
 */
export async function readPlanDiff(store: Store, run: number, path: string): Promise<PlanDiff | undefined> {
  const row = await kysely(store.prisma)
    .selectFrom('run_file as f')
    .innerJoin('archive_run as r', 'r.id', 'f.run_id')
    .select((eb) => ['f.outcome', eb.ref('r.report').$castTo<StoredExportReport | null>().as('report')])
    .where('f.run_id', '=', run)
    .where('f.path', '=', path)
    .where('r.kind', '=', 'export')
    .executeTakeFirst();
  if (!row?.report) return undefined;
  const { before, position, settings } = row.report;
  return {
    path,
    before:
      before && row.outcome !== 'added'
        ? await treeFileAt(store, written(before.settings), before.position, path)
        : null,
    after: row.outcome === 'removed' ? null : await treeFileAt(store, written(settings), position, path),
  };
}

function written({ branch: _, ...settings }: TargetSettings): ExportSettings {
  return settings;
}
