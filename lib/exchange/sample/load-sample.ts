import { newContextIn } from '../../editorial/contexts/actions/parts/new-context.ts';
import { approveWithin } from '../../editorial/entries/actions/parts/approval.ts';
import { requestChangesIn, submitIn } from '../../editorial/entries/actions/parts/moves.ts';
import { beginText, saveOver } from '../../editorial/entries/actions/parts/save-text.ts';
import { readSnapshot } from '../../editorial/entries/store/entry-snapshot.ts';
import type { AppError } from '../../kernel/app-error.ts';
import { type Day, parseDay } from '../../kernel/day.ts';
import { explain } from '../../kernel/explain-error.ts';
import type { ContextId, EntryId } from '../../kernel/ids.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { EntryInput } from '../../kernel/revision/revise.ts';
import { aloneWithSample, findByHeadline, findContext, sampleWriter } from '../../people/store/sample-people.ts';
import type { Store } from '../../platform/database/database.ts';
import { type Database, inTransaction, Overtaken, transact } from '../../platform/database/transaction.ts';
import { SAMPLE } from './archive.ts';
import type { SampleEntry } from './entry.ts';

/** How many entries a load began, and how many were there before it. */
export type SampleOutcome = { created: number; present: number };

type People = { asker: Actor; writer: Actor };
type SampleIds = { entries: Map<string, EntryId>; contexts: Map<string, ContextId> };

/**
 * Loads the sample archive on the very way that editors and reviewers take: an invented writer writes
 * and submits, `actor` approves, each entry in one transaction. A second run adds nothing; one that was cut off is
 * finished by the next.
 */
export async function loadSample(store: Store, actor: Actor): Promise<Result<SampleOutcome, AppError>> {
  const no = forbidden(actor, 'archive.publish-import');
  if (no) return fail(no);
  return aloneWithSample(store, async () => {
    const people = { asker: actor, writer: await inTransaction(store, (tx) => sampleWriter(tx, actor)) };
    let known: SampleIds = { entries: new Map(), contexts: new Map() };
    const outcome = { created: 0, present: 0 };
    for (const sample of SAMPLE) {
      const loaded = done(await transact(store, async (db) => ok(await loadEntry(db, people, known, sample))));
      known = loaded.known;
      outcome[loaded.did] += 1;
    }
    return ok(outcome);
  });
}

/** What is known from then on is given back: of a transaction that was rolled back nothing counts. */
async function loadEntry(
  db: Database,
  people: People,
  before: SampleIds,
  sample: SampleEntry,
): Promise<{ did: keyof SampleOutcome; known: SampleIds }> {
  const known = { entries: new Map(before.entries), contexts: new Map(before.contexts) };
  const day = dayOfSample(sample);
  const author = sample.state === 'mine, a draft' || hasChangesRequested(sample) ? people.asker : people.writer;
  const found = await findByHeadline(db, day, sample.headline);
  const input = await inputFor(db, people.writer, known, day, sample);
  const entry = found ?? done(await beginText(db, author, input)).entry;
  if (sample.key) known.entries.set(sample.key, entry);
  await bringForward(db, { ...people, writer: author }, people.writer, entry, sample);
  if (sample.corrected && !(await findByHeadline(db, day, sample.corrected.headline)))
    await correct(db, people, entry, input, sample.corrected);
  return { did: found ? 'present' : 'created', known };
}

/** Takes an entry as far as it belongs, from wherever it is; what people moved since is left alone. */
async function bringForward(
  db: Database,
  { asker, writer: author }: People,
  sampleReviewer: Actor,
  entry: EntryId,
  sample: SampleEntry,
): Promise<void> {
  if (sample.state === 'a draft' || sample.state === 'mine, a draft') return;
  const { proposal, published } = (await readSnapshot(db, entry)) ?? {};
  if (!proposal || published || proposal.version > 2) return;
  if (proposal.state === 'draft') done(await submitIn(db, author, entry));
  if (sample.state === undefined) done(await approveWithin(db.prisma, asker, entry, { hash: proposal.hash }));
  if (hasChangesRequested(sample))
    done(await requestChangesIn(db, sampleReviewer, entry, sample.state.changesRequested));
}

/** A new headline and summary for a published entry: its page keeps its address. */
async function correct(
  db: Database,
  { asker, writer }: People,
  entry: EntryId,
  input: EntryInput,
  corrected: { headline: string; summary: string },
): Promise<void> {
  const snapshot = await readSnapshot(db, entry);
  if (!snapshot?.published || snapshot.proposal) return;
  const revision = snapshot.published.revision;
  const saved = done(
    await saveOver(db, writer, snapshot, { opened: { revision, base: revision }, input: { ...input, ...corrected } }),
  );
  done(await submitIn(db, writer, entry));
  done(await approveWithin(db.prisma, asker, entry, { hash: saved.hash }));
}

async function inputFor(
  db: Database,
  writer: Actor,
  known: SampleIds,
  day: Day,
  sample: SampleEntry,
): Promise<EntryInput> {
  const contexts: ContextId[] = [];
  for (const name of sample.contexts) contexts.push(await contextOf(db, writer, known, name));
  return {
    day,
    topic: sample.topic ?? '',
    headline: sample.headline,
    summary: sample.summary ?? '',
    sources: sample.sources.map(([name, url]) => ({ name, url })),
    contexts,
    related: (sample.related ?? []).map((key) => ({ entry: entryOf(known, key) })),
  };
}

async function contextOf(db: Database, writer: Actor, known: SampleIds, name: string): Promise<ContextId> {
  const id =
    known.contexts.get(name) ?? (await findContext(db, name)) ?? done(await newContextIn(db, writer, { name })).id;
  known.contexts.set(name, id);
  return id;
}

function entryOf(known: SampleIds, key: string): EntryId {
  const entry = known.entries.get(key);
  if (!entry) throw new Error(`The sample archive relates to "${key}" before telling it.`);
  return entry;
}

function dayOfSample(sample: SampleEntry): Day {
  const day = parseDay(sample.day);
  if (!day) throw new Error(`The sample archive names a day that does not exist: ${sample.day}`);
  return day;
}

function hasChangesRequested(sample: SampleEntry): sample is SampleEntry & { state: { changesRequested: string } } {
  return typeof sample.state === 'object';
}

/**
 * The sample's own texts break no rule, so an error here is a fault; undefined is somebody else's write in between.
 */
function done<T>(result: Result<T, AppError> | undefined): T {
  if (!result) throw new Overtaken();
  if (result.ok) return result.value;
  throw new Error(`The sample archive was refused: ${explain(result.error).detail}`);
}
