import type pg from 'pg';
import type { Day } from '../../kernel/day.ts';
import type { EventId } from '../../kernel/ids.ts';
import type { DayOrder } from '../../kernel/newsroom/day-order.ts';
import { decideDay, decideEvent, withoutMoved } from './decide.ts';
import { rememberedDay } from './reading/remembered-hash.ts';
import type { ImportTally } from './report.ts';
import type { SettledDay, SettledEvent } from './settled.ts';
import { knownDays, rememberDays, writeDayOrders } from './store/import-days.ts';
import { proposeTexts, publishDrafts, publishTexts, rememberImport, writeNewEvents } from './store/import-writing.ts';
import type { ImportAs, ImportedEvent } from './store/imported-event.ts';
import { type KnownEvent, knownEvents } from './store/known-events.ts';

type Changed = { event: ImportedEvent; known: KnownEvent };

/**
 * What an import writes of some days. `changed` are the events that get a new text, `blocked` those on which work was
 * begun here.
 */
export type ImportPlan = {
  create: ImportedEvent[];
  publish: ImportedEvent[];
  remember: ImportedEvent[];
  drafts: Changed[];
  propose: Changed[];
  changed: Set<EventId>;
  blocked: Set<SettledEvent>;
  orders: { day: Day; order: DayOrder; importedHash: string }[];
  rememberDays: { day: Day; importedHash: string }[];
};

/** Decides what becomes of some days. Writes nothing, and counts everything. */
export async function planDays(
  client: pg.ClientBase,
  days: readonly SettledDay[],
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
  const events = days.flatMap((day) => day.events);
  const ids = events.filter((event) => event.known).map((event) => event.imported.event);
  const known = ids.length ? await knownEvents(client, ids) : new Map<number, KnownEvent>();
  for (const event of events) planEvent(event, known.get(event.imported.event), publish, plan, tally);
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
  if (plan.create.length) await writeNewEvents(client, as, plan.create);
  if (plan.publish.length) await publishTexts(client, as, plan.publish);
  if (plan.drafts.length) await publishDrafts(client, as, plan.drafts);
  if (plan.propose.length) await proposeTexts(client, as, plan.propose);
  if (plan.remember.length) await rememberImport(client, plan.remember);
  await writeDayOrders(client, as, plan.orders);
  if (plan.rememberDays.length) await rememberDays(client, plan.rememberDays);
}

function planEvent(
  settled: SettledEvent,
  known: KnownEvent | undefined,
  publish: boolean,
  plan: ImportPlan,
  tally: ImportTally,
): void {
  const event = settled.imported;
  const decision = decideEvent(settled, known, publish);
  if (decision.kind === 'blocked') {
    tally.refused({ path: event.path, line: 0, reason: decision.reason });
    plan.blocked.add(settled);
    return;
  }
  if (settled.file) tally.taken(settled.file, settled.written);
  tally.report.events[OUTCOMES[decision.kind]] += 1;
  tally.beside(settled.beside);
  if (settled.verdict === 'older' && decision.kind === 'remember') tally.report.older += 1;
  if (NEW_TEXTS.has(decision.kind)) plan.changed.add(event.event);
  if (settled.before && (decision.kind === 'publish' || decision.kind === 'propose'))
    tally.changed(settled.before.text, event.text, settled.unsaid);
  if (decision.kind === 'create') plan.create.push(event);
  else if (decision.kind === 'publish') plan.publish.push(event);
  else if (decision.kind === 'remember') plan.remember.push(event);
  else if (decision.kind === 'publish-draft' && known) plan.drafts.push({ event, known });
  else if (decision.kind === 'propose' && known) plan.propose.push({ event, known });
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
  days: readonly SettledDay[],
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
