import type { Day } from '../domain/day.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { readSignOffStanding, writeSignOff } from '../store/day-sign-offs.ts';

/** A day's sign-off after a move: `changed` is false where it stood like that already. */
export type SignedOff = { day: Day; signed: boolean; changed: boolean };

/**
 * A reviewer signs a day off as it was seen. What was signed is that content: where something is published later, the day shows
 * as changed since, and nothing is taken back by itself.
 */
export async function signOffDay(store: Store, actor: Actor, day: Day, seen: { content: string; note: string }): Promise<Result<SignedOff, Refusal>> {
  const no = forbidden(actor, 'day.sign-off');
  if (no) return refuse(no);
  const { content, signed } = await readSignOffStanding(store, day);
  if (content !== seen.content) return refuse({ code: 'day-changed' });
  if (signed === content) return ok({ day, signed: true, changed: false });
  await writeSignOff(store, actor, day, { signed: true, ...seen });
  return ok({ day, signed: true, changed: true });
}

/** Takes the sign-off of a day back. */
export async function reopenDay(store: Store, actor: Actor, day: Day, { note }: { note: string }): Promise<Result<SignedOff, Refusal>> {
  const no = forbidden(actor, 'day.sign-off');
  if (no) return refuse(no);
  const { signed } = await readSignOffStanding(store, day);
  if (signed === null) return refuse({ code: 'day-not-signed' });
  await writeSignOff(store, actor, day, { signed: false, content: signed, note });
  return ok({ day, signed: false, changed: true });
}
