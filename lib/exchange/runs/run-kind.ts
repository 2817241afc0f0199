import type { RunKind } from '../../runs/store/run-types.ts';
import type { ImportReport } from '../import/report.ts';
import type { BulkReport, RunView, StoredExportReport } from './runs.ts';

type Reports = { export: StoredExportReport; import: ImportReport; bulk: BulkReport };

/** A run of one kind: its report is of that kind too. */
export type OfKind<Kind extends RunKind, Run extends RunView = RunView> = Omit<Run, 'kind' | 'report'> & {
  kind: Kind;
  report: Reports[Kind] | null;
};

/** A run where it is of a kind: a worker writes only the report of its kind. */
export function ofKind<Kind extends RunKind, Run extends RunView>(
  run: Run | undefined,
  kind: Kind,
): OfKind<Kind, Run> | undefined {
  return run?.kind === kind ? (run as unknown as OfKind<Kind, Run>) : undefined;
}

/** Those runs that are of a kind. */
export function onlyOfKind<Kind extends RunKind, Run extends RunView>(
  runs: readonly Run[],
  kind: Kind,
): OfKind<Kind, Run>[] {
  return runs.flatMap((run) => ofKind(run, kind) ?? []);
}
