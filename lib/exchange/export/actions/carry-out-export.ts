import path from 'node:path';
import { may } from '../../../kernel/permission/table.ts';
import { personById } from '../../../people/store/people.ts';
import type { Store } from '../../../platform/database/database.ts';
import type { Lease } from '../../../runs/actions/lease.ts';
import type { RunContext } from '../../../runs/actions/run-context.ts';
import type { RunRecord } from '../../../runs/actions/run-record.ts';
import type { RunEnding } from '../../../runs/store/run-records.ts';
import type { Claim, ClaimedTarget } from '../../../runs/store/run-types.ts';
import type { ExportOptions } from '../export-options.ts';
import type { TargetState } from '../report.ts';
import { type ExportResult, runExport } from '../run-export.ts';
import { folderOfTarget } from '../store/export-place.ts';
import { exportToGit, type GitReport } from '../targets/git-target.ts';

/** Exports to the claimed run's target, on from what it holds. */
export async function carryOutExport(
  context: RunContext,
  claim: Claim,
  lease: Lease,
  record: RunRecord,
): Promise<RunEnding> {
  const { target, options } = claim;
  if (!target) return { state: 'failed', problem: 'The target of this run is gone.' };
  if (await lostTheRight(context.store, claim))
    return {
      state: 'failed',
      problem: 'The person who started this export no longer has permission. Somebody with permission can retry.',
    };
  const { branch: _, ...settings } = target.settings;
  const { holds } = target;
  const held = holds?.held as TargetState | undefined;
  const report = await exportTo(context, target, {
    settings,
    plan: options.plan === true,
    full: options.full === true,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(held ? { held } : {}),
    fence: claim.fence,
    signal: lease.signal,
    beforePlacing: () => lease.confirm(),
    onProgress: ({ phase, files }) => record.progress(phase, files),
    onFile: ({ path: at, change, size }) =>
      record.file({ outcome: change, path: at, line: null, detail: `${size} bytes` }),
  });
  const { files, bytes, position } = report;
  record.say(
    `${files.added} added, ${files.changed} changed, ${files.removed} removed, ${files.unchanged} unchanged; ` +
      `${bytes} bytes in all, at position ${position}.`,
  );
  const { held: now, ...rest } = report;
  return {
    state: 'done',
    report: {
      ...rest,
      paths: { added: [], changed: [], removed: [] },
      settings: target.settings,
      before: held && holds ? { position: held.position, settings: holds.settings } : null,
    },
    holds: now && !options.plan ? { held: now, settings: target.settings } : undefined,
    summary: { files, position, ...('commit' in report ? { commit: report.commit } : {}) },
  };
}

function exportTo(
  context: RunContext,
  target: ClaimedTarget,
  options: ExportOptions,
): Promise<ExportResult | GitReport> {
  if (target.kind === 'folder')
    return runExport(context.store, folderOfTarget(context.exportRoot, target.place), options);
  const where = {
    remote: target.place,
    branch: target.settings.branch ?? 'main',
    workFolder: path.join(context.home, 'git', String(target.id)),
  };
  return exportToGit(context.store, where, options);
}

/** Whether whoever asked may do so no more. What the clock or an approval began was nobody's request. */
async function lostTheRight(store: Store, { person: id }: Claim): Promise<boolean> {
  const person = id === null ? undefined : await personById(store, id);
  return id !== null && (!person || person.disabledAt !== null || !may({ role: person.role }, 'archive.export'));
}
