'use client';

import { type RefObject, useCallback, useRef, useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import { requestKey } from '#components/runs/request-key.ts';
import type { Clash } from '#lib/domain/revision/merge.ts';
import type { EventView, TextView } from '#lib/queries/event-view.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import { type Ahead, aheadOf } from './ahead.ts';
import { type EntryForm, loadRules } from './entry-form.ts';
import type { Before, EntryOutput } from './entry-output.ts';
import { currentText, fieldsOf, joined, plain, sameFields } from './entry-text.ts';
import { inTurn } from './in-turn.ts';
import { asPerson, isPassing, NO_ANSWER, type Saved, type SaveRequest, sendSave } from './save-request.ts';

/** What the last save or move came to. `quiet`: the editor saved by itself, of which nothing is said aloud. */
export type Outcome =
  | { kind: 'none' }
  | { kind: 'working'; doing: string; quiet: boolean }
  | { kind: 'done'; said: string; at: Date; quiet: boolean }
  | { kind: 'lacking'; lacks: string }
  | { kind: 'failed'; problem: ApiProblem; passing: boolean };

/**
 * Two texts that clash; `merged` joins what does not, and says mine where they do. Without `theirs` the draft was given up.
 * `over` is set where not another save but another publication came first: the published revision that a save goes on top of.
 * `opened`: the person wants to settle it now.
 */
export type Conflict = { theirs: TextView | undefined; clashes: readonly Clash[]; merged: EntryFields; over?: number; opened: boolean };

/** The revision that the form descends from: the one a save names in `If-Match`. */
export type Opened = { event: number; revision: number };

export type MoveVerb = 'submit' | 'pull-back' | 'discard';

/** Why a published page shall go, and the event whose page its readers are sent to. */
export type AskedWithdrawal = { reason: string; redirectTo?: number };

/** What became of a save: `again` where the same one is to be repeated later, `stopped` where a person has to do something first. */
export type SaveResult = 'saved' | 'nothing' | 'again' | 'stopped';

/** How to save: `quiet` by itself, `always` even what stands there already, on top of `base`; `repeat` only what was sent and had no answer. */
export type How = { quiet?: boolean; always?: boolean; base?: number; repeat?: boolean };

const MOVED: Readonly<Record<MoveVerb, string>> = { submit: 'Submitted for review', 'pull-back': 'Pulled back: it is a draft again', discard: 'Discarded' };

/** The form itself found problems, which stand at their fields; nothing was sent. */
export const CHECK_FIELDS = 'check-fields';

const CHECK: ApiProblem = { status: 400, title: 'Not saved', detail: 'Please check the marked fields.', code: CHECK_FIELDS, fields: [] };

type Clashing = ApiProblem & { clashes?: readonly Clash[]; merged?: EntryFields; base?: EntryFields | null; theirs?: EntryFields; mine?: EntryFields };

type Setting = { person: number; initial: EventView | undefined; empty: EntryFields; before: RefObject<Before>; keep: RefObject<() => void> };

/**
 * An entry on its way between the form and the archive. No value is ever written into the form here: after a save only the
 * opened revision and the baseline move on. Saves and moves go one after the other; a save without an answer is repeated
 * word for word before anything else is sent, so that it is one save however often it arrives.
 */
export function useEntry(form: EntryForm, { person, initial, empty, before, keep }: Setting) {
  const [shown, setShown] = useState<{ view: EventView | undefined; ahead: Ahead | undefined }>({ view: initial, ahead: undefined });
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const [conflict, setConflict] = useState<Conflict>();
  const text = currentText(initial);
  const opened = useRef<Opened | undefined>(initial && text ? { event: initial.event, revision: text.revision } : undefined);
  const baseline = useRef<EntryFields>(text ? fieldsOf(text) : empty);
  const unsettled = useRef<SaveRequest>(undefined);
  const savedAt = useRef<Date>(undefined);
  const mergedBy = useRef<string[]>([]);
  const [turns] = useState(inTurn);

  const isDirty = useCallback(() => unsettled.current !== undefined || !sameFields(form.getValues(), baseline.current), [form]);

  const aheadNow = useRef<Ahead>(undefined);

  const show = useCallback(
    (view: EventView | undefined) => {
      aheadNow.current = aheadOf(view, opened.current, baseline.current, { names: mergedBy.current, me: person });
      setShown({ view, ahead: aheadNow.current });
    },
    [person],
  );

  const reload = useCallback(async (): Promise<EventView | undefined> => {
    if (!opened.current) return undefined;
    const answer = await callApi<EventView>('GET', `/events/${opened.current.event}`);
    if (!answer.ok) return undefined;
    show(answer.value);
    return answer.value;
  }, [show]);

  const confirm = useCallback(
    async ({ over, raw }: SaveRequest, saved: Saved, quiet: boolean) => {
      unsettled.current = undefined;
      opened.current = { event: saved.event, revision: saved.revision };
      baseline.current = raw;
      if (saved.merged) mergedBy.current = saved.merged.by.map(({ name }) => name);
      savedAt.current = new Date();
      if (!over) window.history.replaceState(null, '', `/entries/${saved.event}`);
      setConflict(undefined);
      setOutcome({ kind: 'done', said: 'Saved', at: savedAt.current, quiet });
      keep.current();
      await reload();
    },
    [keep, reload],
  );

  const refuse = useCallback(
    (problem: ApiProblem, mine: EntryFields, quiet: boolean) => {
      if (problem.code === 'stale-save' && problem.current) {
        const view = problem.current as EventView;
        const { clashes = [], merged = mine } = problem as Clashing;
        setConflict((now) => ({ theirs: currentText(view), clashes, merged: plain(merged), opened: now?.opened || !quiet }));
        setOutcome({ kind: 'failed', problem, passing: false });
        show(view);
        return;
      }
      if (problem.status === 409) void reload();
      if (quiet && problem.fields.length) return setOutcome({ kind: 'lacking', lacks: problem.detail });
      setOutcome({ kind: 'failed', problem, passing: false });
      if (!quiet) showAtFields(form, problem);
    },
    [form, reload, show],
  );

  const send = useCallback(
    async (request: SaveRequest, quiet: boolean): Promise<SaveResult> => {
      unsettled.current = request;
      keep.current();
      setOutcome({ kind: 'working', doing: 'Saving…', quiet });
      const answer = await sendSave(request, person);
      if (answer.ok) {
        await confirm(request, answer.value, quiet);
        return 'saved';
      }
      if (isPassing(answer.problem)) {
        setOutcome({ kind: 'failed', problem: answer.problem, passing: true });
        return 'again';
      }
      unsettled.current = undefined;
      refuse(answer.problem, request.raw, quiet);
      return 'stopped';
    },
    [confirm, keep, person, refuse],
  );

  const checked = useCallback(
    async (raw: EntryFields, quiet: boolean): Promise<EntryOutput | SaveResult> => {
      const rules = await loadRules().catch(() => undefined);
      if (!rules) {
        setOutcome({ kind: 'failed', problem: NO_ANSWER, passing: true });
        return 'again';
      }
      if (quiet) {
        const ready = rules.readyText(raw, before.current);
        if ('output' in ready) return ready.output;
        setOutcome({ kind: 'lacking', lacks: ready.lacks });
        return 'stopped';
      }
      let output: EntryOutput | undefined;
      const check = form.handleSubmit(
        (values) => {
          output = values;
        },
        () => setOutcome({ kind: 'failed', problem: CHECK, passing: false }),
      );
      await check();
      return output ?? 'stopped';
    },
    [before, form],
  );

  const saveNow = useCallback(
    async ({ quiet = false, always = false, base, repeat = false }: How = {}): Promise<SaveResult> => {
      const before = unsettled.current && (await send(unsettled.current, quiet));
      if (repeat || before === 'again') return before ?? 'nothing';
      const raw = plain(form.getValues());
      if (!always && opened.current && sameFields(raw, baseline.current)) {
        if (!quiet) setOutcome(savedAt.current ? { kind: 'done', said: 'Saved', at: savedAt.current, quiet } : { kind: 'done', said: 'Nothing to save', at: new Date(), quiet });
        return before ?? 'nothing';
      }
      const fields = await checked(raw, quiet);
      return typeof fields === 'string' ? fields : send({ key: requestKey(), over: opened.current ?? null, base, fields, raw }, quiet);
    },
    [checked, form, send],
  );

  const moveNow = useCallback(
    async (verb: MoveVerb): Promise<boolean> => {
      if (verb === 'submit' && (!opened.current || isDirty())) {
        await saveNow();
        if (isDirty() || !opened.current) return false;
      }
      setOutcome({ kind: 'working', doing: verb === 'submit' ? 'Submitting…' : 'Working…', quiet: false });
      const answer = await callApi('POST', `/events/${opened.current?.event}/${verb}`, {}, asPerson(person));
      await reload();
      setOutcome(answer.ok ? { kind: 'done', said: MOVED[verb], at: new Date(), quiet: false } : { kind: 'failed', problem: answer.problem, passing: false });
      return answer.ok;
    },
    [isDirty, person, reload, saveNow],
  );

  /** Asks that the page be taken away. The problem is for whoever asked, beside the question. */
  const withdrawNow = useCallback(
    async (asked: AskedWithdrawal): Promise<ApiProblem | undefined> => {
      const answer = await callApi('POST', `/events/${opened.current?.event}/withdraw`, asked, asPerson(person));
      await reload();
      if (!answer.ok) return answer.problem;
      setOutcome({ kind: 'done', said: 'Withdrawal asked for', at: new Date(), quiet: false });
      return undefined;
    },
    [person, reload],
  );

  /** The form now descends from a text that the person has seen: what is saved next goes on top of it. */
  const descendFrom = useCallback((from: Opened | undefined, fields: EntryFields) => {
    opened.current = from;
    baseline.current = fields;
    unsettled.current = undefined;
    aheadNow.current = undefined;
    setConflict(undefined);
    setShown(({ view }) => ({ view, ahead: undefined }));
  }, []);

  /** Takes up a text that another tab left: what it began from, and the save of it that had no answer. */
  const takeUp = useCallback(
    (revision: number | null, base: EntryFields, request: SaveRequest | undefined) => {
      descendFrom(opened.current && revision ? { ...opened.current, revision } : opened.current, base);
      unsettled.current = request;
      setOutcome({ kind: 'none' });
    },
    [descendFrom],
  );

  /** Puts an open proposal on top of what was published meanwhile, where both fit; otherwise the three texts are to be settled. */
  const joinPublishedNow = useCallback(
    async (published: TextView): Promise<boolean> => {
      if (isDirty() && (await saveNow()) !== 'saved' && isDirty()) return false;
      const proposal = shownProposal(await reload());
      if (!proposal || !opened.current) return false;
      setOutcome({ kind: 'working', doing: 'Merging…', quiet: false });
      const answer = await callApi('POST', `/events/${opened.current.event}/merge`, { hash: proposal.hash }, asPerson(person));
      if (answer.ok) {
        await reload();
        setOutcome({ kind: 'done', said: 'Merged', at: new Date(), quiet: false });
        return true;
      }
      const problem = answer.problem as Clashing;
      const { clashes, base = null, theirs = fieldsOf(published), mine = fieldsOf(proposal) } = problem;
      if (problem.code === 'stale-base' && clashes) {
        setConflict({ theirs: published, clashes, merged: joined(base, theirs, mine), over: published.revision, opened: true });
        setOutcome({ kind: 'none' });
      } else setOutcome({ kind: 'failed', problem, passing: false });
      return false;
    },
    [isDirty, person, reload, saveNow],
  );

  return {
    ...shown,
    outcome,
    conflict,
    opened,
    baseline,
    unsettled,
    aheadNow,
    isDirty,
    descendFrom,
    takeUp,
    settleLater: useCallback(() => setConflict((now) => now && { ...now, opened: false }), []),
    say: useCallback((said: string, at: Date) => setOutcome({ kind: 'done', said, at, quiet: false }), []),
    reload: useCallback(() => turns(reload), [reload, turns]),
    save: useCallback((how?: How) => turns(() => saveNow(how)), [saveNow, turns]),
    move: useCallback((verb: MoveVerb) => turns(() => moveNow(verb)), [moveNow, turns]),
    withdraw: useCallback((asked: AskedWithdrawal) => turns(() => withdrawNow(asked)), [turns, withdrawNow]),
    joinPublished: useCallback((published: TextView) => turns(() => joinPublishedNow(published)), [joinPublishedNow, turns]),
  };
}

function shownProposal(view: EventView | undefined) {
  return view?.proposal ?? undefined;
}

/** Puts the API's field problems at their fields and the focus on the first. */
function showAtFields(form: EntryForm, problem: ApiProblem): void {
  problem.fields.forEach(({ field, message }, i) => {
    const name = field.replace(/^fields\./, '').replace(/^(contexts|related)\..*$/, '$1');
    form.setError(name as keyof EntryFields, { type: 'server', message }, { shouldFocus: i === 0 });
  });
}
