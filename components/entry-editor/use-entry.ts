'use client';

import { useCallback, useRef, useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import type { EventView } from '#lib/queries/event-view.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import type { EntryForm, EntryOutput } from './entry-form.ts';
import { currentText, fieldsOf, plain, sameFields } from './entry-text.ts';
import { inTurn } from './in-turn.ts';

/** What the last save or move came to. */
export type Outcome = { kind: 'none' } | { kind: 'working'; doing: string } | { kind: 'done'; said: string; at: Date } | { kind: 'failed'; problem: ApiProblem };

/** Another save came first. `base` is what both began from, `mine` what the form held. */
export type Conflict = { base: EntryFields; theirs: EventView; mine: EntryFields };

/** The revision that the form descends from: the one a save names in `If-Match`. */
export type Opened = { event: number; revision: number };

export type MoveVerb = 'submit' | 'pull-back' | 'discard';

/** Why a published page shall go, and the event whose page its readers are sent to. */
export type AskedWithdrawal = { reason: string; redirectTo?: number };

type Saved = { event: number; revision: number };
type How = { base?: number; always?: boolean };

const MOVED: Readonly<Record<MoveVerb, string>> = { submit: 'Submitted for review', 'pull-back': 'Pulled back: it is a draft again', discard: 'Discarded' };

/** The form itself found problems, which stand at their fields; nothing was sent. */
export const CHECK_FIELDS = 'check-fields';

const CHECK: ApiProblem = { status: 400, title: 'Not saved', detail: 'Please check the marked fields.', code: CHECK_FIELDS, fields: [] };

/**
 * An entry on its way between the form and the archive. No value is ever written into the form here:
 * after a save only the opened revision and the baseline move on. Saves and moves go one after the other.
 */
export function useEntry(form: EntryForm, initial: EventView | undefined, empty: EntryFields) {
  const [view, setView] = useState(initial);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const [conflict, setConflict] = useState<Conflict>();
  const text = currentText(initial);
  const opened = useRef<Opened | undefined>(initial && text ? { event: initial.event, revision: text.revision } : undefined);
  const baseline = useRef<EntryFields>(text ? fieldsOf(text) : empty);
  const [turns] = useState(inTurn);

  const isDirty = useCallback(() => !sameFields(form.getValues(), baseline.current), [form]);

  const reload = useCallback(async () => {
    if (!opened.current) return;
    const answer = await callApi<EventView>('GET', `/events/${opened.current.event}`);
    if (answer.ok) setView(answer.value);
  }, []);

  const fail = useCallback(
    (problem: ApiProblem, mine: EntryFields) => {
      setOutcome({ kind: 'failed', problem });
      if (problem.code === 'stale-save' && problem.current) {
        setConflict({ base: baseline.current, theirs: problem.current as EventView, mine });
        setView(problem.current as EventView);
      } else if (problem.status === 409) void reload();
      showAtFields(form, problem);
    },
    [form, reload],
  );

  const send = useCallback(
    async (output: EntryOutput, raw: EntryFields, how: How): Promise<boolean> => {
      const over = opened.current;
      if (over && !how.always && sameFields(raw, baseline.current)) {
        setOutcome({ kind: 'done', said: 'Nothing to save', at: new Date() });
        return true;
      }
      setOutcome({ kind: 'working', doing: 'Saving…' });
      const answer = over
        ? await callApi<Saved>('PATCH', `/events/${over.event}`, { fields: output, ...(how.base ? { base: how.base } : {}) }, { 'If-Match': `"${over.revision}"` })
        : await callApi<Saved>('POST', '/events', output);
      if (!answer.ok) {
        fail(answer.problem, raw);
        return false;
      }
      opened.current = { event: answer.value.event, revision: answer.value.revision };
      baseline.current = raw;
      if (!over) window.history.replaceState(null, '', `/entries/${answer.value.event}`);
      setConflict(undefined);
      setOutcome({ kind: 'done', said: 'Saved', at: new Date() });
      await reload();
      return true;
    },
    [fail, reload],
  );

  const saveNow = useCallback(
    async (how: How = {}): Promise<boolean> => {
      const raw = plain(form.getValues());
      let done = false;
      const check = form.handleSubmit(
        async (output) => {
          done = await send(output, raw, how);
        },
        () => setOutcome({ kind: 'failed', problem: CHECK }),
      );
      await check();
      return done;
    },
    [form, send],
  );

  const moveNow = useCallback(
    async (verb: MoveVerb): Promise<boolean> => {
      if (verb === 'submit' && (!opened.current || isDirty()) && !(await saveNow())) return false;
      setOutcome({ kind: 'working', doing: verb === 'submit' ? 'Submitting…' : 'Working…' });
      const answer = await callApi('POST', `/events/${opened.current?.event}/${verb}`, {});
      await reload();
      setOutcome(answer.ok ? { kind: 'done', said: MOVED[verb], at: new Date() } : { kind: 'failed', problem: answer.problem });
      return answer.ok;
    },
    [isDirty, reload, saveNow],
  );

  /** Asks that the page be taken away. The problem is for whoever asked, beside the question. */
  const withdrawNow = useCallback(
    async (asked: AskedWithdrawal): Promise<ApiProblem | undefined> => {
      const answer = await callApi('POST', `/events/${opened.current?.event}/withdraw`, asked);
      await reload();
      if (!answer.ok) return answer.problem;
      setOutcome({ kind: 'done', said: 'Withdrawal asked for', at: new Date() });
      return undefined;
    },
    [reload],
  );

  /** The form now descends from a text that the person has seen: what is saved next goes on top of it. */
  const descendFrom = useCallback((from: Opened | undefined, fields: EntryFields) => {
    opened.current = from;
    baseline.current = fields;
  }, []);

  return {
    view,
    outcome,
    conflict,
    opened,
    baseline,
    isDirty,
    descendFrom,
    save: useCallback((how?: How) => turns(() => saveNow(how)), [saveNow, turns]),
    move: useCallback((verb: MoveVerb) => turns(() => moveNow(verb)), [moveNow, turns]),
    withdraw: useCallback((asked: AskedWithdrawal) => turns(() => withdrawNow(asked)), [turns, withdrawNow]),
  };
}

/** Puts the API's field problems at their fields and the focus on the first. */
function showAtFields(form: EntryForm, problem: ApiProblem): void {
  problem.fields.forEach(({ field, message }, i) => {
    const name = field.replace(/^fields\./, '').replace(/^(contexts|related)\..*$/, '$1');
    form.setError(name as keyof EntryFields, { type: 'server', message }, { shouldFocus: i === 0 });
  });
}
