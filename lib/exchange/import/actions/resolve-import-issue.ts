import { askWithdrawal } from '../../../editorial/entries/actions/parts/withdrawal.ts';
import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type Database, Overtaken, transact } from '../../../platform/database/transaction.ts';
import { closeImportIssue, type OpenImportIssue, readImportIssue } from '../store/import-issues.ts';

/** How somebody resolves an issue: `one` keeps an entry and asks that the others be withdrawn. */
export type ImportIssueDecision = {
  as: 'different' | 'one' | 'seen';
  keep?: EntryId | undefined;
  reason?: string | undefined;
};

/** What became of it: whose withdrawals are before the reviewers now, and which entries stay as they are. */
export type Resolution = {
  item: number;
  as: ImportIssueDecision['as'];
  withdrawals: EntryId[];
  left: { id: EntryId; title: string; why: string }[];
};

type Member = OpenImportIssue['entries'][number];

const LEFT = {
  draft: 'It is a draft that was never published. Ask its authors to discard it.',
  withdrawn: 'It is already withdrawn.',
} as const;

/**
 * Resolves an import issue. Pages that look like one event are `different`, or `one`: then the entry to keep stays,
 * and each other published one gets a proposal to withdraw it, with the kept one for its readers, which another person
 * approves. Where a withdrawal is refused the item stays open and no withdrawal is asked for.
 */
export function resolveImportIssue(
  store: Store,
  actor: Actor,
  id: number,
  decision: ImportIssueDecision,
): Promise<Result<Resolution, AppError>> {
  return transact(store, (db) => resolveIn(db, actor, id, decision));
}

async function resolveIn(
  db: Database,
  actor: Actor,
  id: number,
  decision: ImportIssueDecision,
): Promise<Result<Resolution, AppError>> {
  const no = forbidden(actor, 'archive.resolve-issues');
  if (no) return fail(no);
  const item = await readImportIssue(db, id);
  if (!item) return fail({ code: 'not-found', what: `Item ${id}` });
  if (item.resolvedAs !== null) return fail({ code: 'already-resolved', as: item.resolvedAs });
  const problem = problemWith(item, decision);
  if (problem) return fail({ code: 'invalid', fields: [problem] });
  const resolution = await carryOut(db, actor, item, decision);
  if (!resolution.ok) return resolution;
  const { withdrawals } = resolution.value;
  const isFirst = await closeImportIssue(db, actor, id, decision.as, {
    ...(decision.keep ? { keep: decision.keep } : {}),
    withdrawals,
  });
  return isFirst ? resolution : fail({ code: 'already-resolved', as: decision.as });
}

function problemWith(
  item: OpenImportIssue,
  { as, keep }: ImportIssueDecision,
): { field: string; message: string } | undefined {
  if (item.kind !== 'same-event')
    return as === 'seen' ? undefined : { field: 'as', message: 'must be “seen” for this kind of issue.' };
  if (as === 'seen') return { field: 'as', message: 'must be “different” or “one” for this kind of issue.' };
  if (as === 'different') return undefined;
  const kept = item.entries.find((entry) => entry.id === keep);
  if (!kept) return { field: 'keep', message: 'is not one of these entries. Choose the entry to keep.' };
  if (kept.status !== 'published')
    return {
      field: 'keep',
      message: 'is not published. Choose a published entry.',
    };
  return undefined;
}

async function carryOut(
  db: Database,
  actor: Actor,
  item: OpenImportIssue,
  { as, keep, reason }: ImportIssueDecision,
): Promise<Result<Resolution, AppError>> {
  const resolution: Resolution = { item: item.id, as, withdrawals: [], left: [] };
  if (as !== 'one' || keep === undefined) return ok(resolution);
  const kept = item.entries.find((entry) => entry.id === keep);
  const why = reason?.trim() || `Duplicate of “${kept?.title ?? keep}”.`;
  for (const entry of item.entries) {
    if (entry.id === keep) continue;
    if (entry.status !== 'published')
      resolution.left.push({ id: entry.id, title: entry.title, why: LEFT[entry.status] });
    else {
      const problem = await withdraw(db, actor, entry, { reason: why, redirectTo: keep });
      if (problem) return fail(problem);
      resolution.withdrawals.push(entry.id);
    }
  }
  return ok(resolution);
}

/** Asks for a withdrawal; one that is asked for already will do. */
async function withdraw(
  db: Database,
  actor: Actor,
  entry: Member,
  asked: { reason: string; redirectTo: EntryId },
): Promise<AppError | undefined> {
  const done = await askWithdrawal(db, actor, entry.id, asked);
  if (!done) throw new Overtaken();
  if (done.ok || (done.error.code === 'proposal-open' && done.error.withdraws)) return undefined;
  return done.error;
}
