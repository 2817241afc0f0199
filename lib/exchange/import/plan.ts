import type pg from 'pg';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { DayOrder } from '../../kernel/newsroom/day-order.ts';
import { decideDay, decideEntry, withoutMoved } from './decide.ts';
import { rememberedDay } from './reading/remembered-hash.ts';
import type { ImportTally } from './report.ts';
import type { ResolvedDay, ResolvedEntry } from './resolved.ts';
import { knownDays, rememberDays, writeDayOrders } from './store/import-days.ts';
import { proposeTexts, publishDrafts, publishTexts, rememberImport, writeNewEntries } from './store/import-writing.ts';
import type { ImportAs, ImportedEntry } from './store/imported-entry.ts';
import { type KnownEntry, knownEntries } from './store/known-entries.ts';

type ChangedEntry = { entry: ImportedEntry; known: KnownEntry };

/**
 * What an import writes of some days. `changed` are the entries that get a new text, `blocked` those on which work was
 * begun here.
 */
export type ImportPlan = {
  create: ImportedEntry[];
  publish: ImportedEntry[];
  remember: ImportedEntry[];
  drafts: ChangedEntry[];
  propose: ChangedEntry[];
  changed: Set<EntryId>;
  blocked: Set<ResolvedEntry>;
  orders: { day: Day; order: DayOrder; importedHash: string }[];
  rememberDays: { day: Day; importedHash: string }[];
};

/** Decides what becomes of some days. Writes nothing, and counts everything. */
export async function planDays(
  client: pg.ClientBase,
  days: readonly ResolvedDay[],
  publish: boolean,
  tally: ImportTally,
): Promise<ImportPlan> {
  const plan: ImportPlan = {
    create: [],
    publish: [],
    remember: [],
    drafts: [],
    propose: [],
    changed: new Set(),
    blocked: new Set(),
    orders: [],
    rememberDays: [],
  };
  const entries = days.flatMap((day) => day.entries);
  const ids = entries.filter((entry) => entry.known).map((entry) => entry.imported.entry);
  const known = ids.length ? await knownEntries(client, ids) : new Map<number, KnownEntry>();
  for (const entry of entries) planEntry(entry, known.get(entry.imported.entry), publish, plan, tally);
  await planOrders(
    client,
    days.map((day) => withoutMoved(day, known)),
    publish,
    plan,
    tally,
  );
  return plan;
}

/** Writes what was decided. */
export async function writePlan(client: pg.ClientBase, plan: ImportPlan, as: ImportAs): Promise<void> {
  if (plan.create.length) await writeNewEntries(client, as, plan.create);
  if (plan.publish.length) await publishTexts(client, as, plan.publish);
  if (plan.drafts.length) await publishDrafts(client, as, plan.drafts);
  if (plan.propose.length) await proposeTexts(client, as, plan.propose);
  if (plan.remember.length) await rememberImport(client, plan.remember);
  await writeDayOrders(client, as, plan.orders);
  if (plan.rememberDays.length) await rememberDays(client, plan.rememberDays);
}

function planEntry(
  resolved: ResolvedEntry,
  known: KnownEntry | undefined,
  publish: boolean,
  plan: ImportPlan,
  tally: ImportTally,
): void {
  const entry = resolved.imported;
  const decision = decideEntry(resolved, known, publish);
  if (decision.kind === 'blocked') {
    tally.refused({ path: entry.path, line: 0, reason: decision.reason });
    plan.blocked.add(resolved);
    return;
  }
  if (resolved.file) tally.taken(resolved.file, resolved.written);
  tally.report.entries[OUTCOMES[decision.kind]] += 1;
  tally.beside(resolved.beside);
  if (resolved.verdict === 'older' && decision.kind === 'remember') tally.report.older += 1;
  if (NEW_TEXTS.has(decision.kind)) plan.changed.add(entry.entry);
  if (resolved.before && (decision.kind === 'publish' || decision.kind === 'propose'))
    tally.changed(resolved.before.text, entry.text, resolved.unsaid);
  if (decision.kind === 'create') plan.create.push(entry);
  else if (decision.kind === 'publish') plan.publish.push(entry);
  else if (decision.kind === 'remember') plan.remember.push(entry);
  else if (decision.kind === 'publish-draft' && known) plan.drafts.push({ entry, known });
  else if (decision.kind === 'propose' && known) plan.propose.push({ entry, known });
}

const NEW_TEXTS = new Set<string>(['create', 'publish', 'propose']);

const OUTCOMES = {
  create: 'created',
  publish: 'updated',
  'publish-draft': 'updated',
  propose: 'updated',
  remember: 'unchanged',
  unchanged: 'unchanged',
} as const;

async function planOrders(
  client: pg.ClientBase,
  days: readonly ResolvedDay[],
  publish: boolean,
  plan: ImportPlan,
  tally: ImportTally,
): Promise<void> {
  const known = await knownDays(
    client,
    days.map((day) => day.day),
  );
  for (const day of days) {
    const decision = decideDay(day, known.get(day.day), publish);
    tally.report.days[decision.kind === 'order' ? 'written' : 'unchanged'] += 1;
    const importedHash = rememberedDay(day.hash, publish);
    if (decision.kind === 'order') plan.orders.push({ day: day.day, order: decision.order, importedHash });
    if (decision.kind === 'remember') plan.rememberDays.push({ day: day.day, importedHash: day.hash });
  }
}
