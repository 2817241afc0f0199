import { SAMPLE } from '../archive/sample/archive.ts';
import type { SampleEntry } from '../archive/sample/entry.ts';
import { type Day, parseDay } from '../domain/day.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import { explain, type Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { EntryInput } from '../domain/revision/revise.ts';
import type { Store } from '../store/database.ts';
import { aloneWithSample, findByHeadline, findContext, sampleWriter } from '../store/sample-people.ts';
import { readStanding } from '../store/standing.ts';
import { approveEntry } from './approve-entry.ts';
import { createContext } from './create-context.ts';
import { requestEntryChanges } from './request-changes.ts';
import { createEntry, saveEntry } from './save-entry.ts';
import { submitEntry } from './submit-entry.ts';

/** How many entries a load began, and how many were there before it. */
export type SampleOutcome = { created: number; present: number };

type People = { asker: Actor; writer: Actor };
type Known = { events: Map<string, EventId>; contexts: Map<string, ContextId> };

/**
 * Loads the sample archive on the very way that editors and reviewers take: an invented writer writes
 * and submits, `actor` approves. A second run adds nothing; one that was cut off is finished by the next.
 */
export async function loadSample(store: Store, actor: Actor): Promise<Result<SampleOutcome, Refusal>> {
  const no = forbidden(actor, 'archive.publish-import');
  if (no) return refuse(no);
  return aloneWithSample(store, async () => {
    const people = { asker: actor, writer: await sampleWriter(store, actor) };
    const known: Known = { events: new Map(), contexts: new Map() };
    const outcome = { created: 0, present: 0 };
    for (const entry of SAMPLE) outcome[await loadEntry(store, people, known, entry)] += 1;
    return ok(outcome);
  });
}

async function loadEntry(store: Store, people: People, known: Known, entry: SampleEntry): Promise<keyof SampleOutcome> {
  const day = dayOfSample(entry);
  const author = entry.stands === 'mine, a draft' || isSentBack(entry) ? people.asker : people.writer;
  const found = await findByHeadline(store, day, entry.headline);
  const input = await inputFor(store, people.writer, known, day, entry);
  const event = found ?? done(await createEntry(store, author, input)).event;
  if (entry.key) known.events.set(entry.key, event);
  await bringForward(store, { ...people, writer: author }, people.writer, event, entry);
  if (entry.corrected && !(await findByHeadline(store, day, entry.corrected.headline))) await correct(store, people, event, input, entry.corrected);
  return found ? 'present' : 'created';
}

/** Takes an entry as far as it belongs, from wherever it stands; what people moved since is left alone. */
async function bringForward(store: Store, { asker, writer: author }: People, sampleReviewer: Actor, event: EventId, entry: SampleEntry): Promise<void> {
  if (entry.stands === 'a draft' || entry.stands === 'mine, a draft') return;
  const { proposal, published } = (await readStanding(store, event)) ?? {};
  if (!proposal || published || proposal.version > 2) return;
  if (proposal.state === 'draft') done(await submitEntry(store, author, event));
  if (entry.stands === undefined) done(await approveEntry(store, asker, event, { hash: proposal.hash }));
  if (isSentBack(entry)) done(await requestEntryChanges(store, sampleReviewer, event, entry.stands.sentBack));
}

/** A new headline and summary for a published entry: its page keeps its address. */
async function correct(store: Store, { asker, writer }: People, event: EventId, input: EntryInput, corrected: { headline: string; summary: string }): Promise<void> {
  const standing = await readStanding(store, event);
  if (!standing?.published || standing.proposal) return;
  const revision = standing.published.revision;
  const saved = done(await saveEntry(store, writer, event, { revision, base: revision }, { ...input, ...corrected }));
  done(await submitEntry(store, writer, event));
  done(await approveEntry(store, asker, event, { hash: saved.hash }));
}

async function inputFor(store: Store, writer: Actor, known: Known, day: Day, entry: SampleEntry): Promise<EntryInput> {
  const contexts: ContextId[] = [];
  for (const name of entry.contexts) contexts.push(await contextOf(store, writer, known, name));
  return {
    day,
    topic: entry.topic ?? '',
    headline: entry.headline,
    summary: entry.summary ?? '',
    sources: entry.sources.map(([name, url]) => ({ name, url })),
    contexts,
    related: (entry.related ?? []).map((key) => ({ event: eventOf(known, key) })),
  };
}

async function contextOf(store: Store, writer: Actor, known: Known, name: string): Promise<ContextId> {
  const id = known.contexts.get(name) ?? (await findContext(store, name)) ?? done(await createContext(store, writer, { name })).id;
  known.contexts.set(name, id);
  return id;
}

function eventOf(known: Known, key: string): EventId {
  const event = known.events.get(key);
  if (!event) throw new Error(`The sample archive relates to "${key}" before telling it.`);
  return event;
}

function dayOfSample(entry: SampleEntry): Day {
  const day = parseDay(entry.day);
  if (!day) throw new Error(`The sample archive names a day that does not exist: ${entry.day}`);
  return day;
}

function isSentBack(entry: SampleEntry): entry is SampleEntry & { stands: { sentBack: string } } {
  return typeof entry.stands === 'object';
}

/** The sample's own texts break no rule, so a refusal here is a fault. */
function done<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw new Error(`The sample archive was refused: ${explain(result.problem).detail}`);
}
