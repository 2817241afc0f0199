import { type ApiAnswer, type ApiProblem, callApi } from '#components/api-client.ts';
import { requestKey } from '#components/runs/request-key.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import { keysOf } from '#lib/kernel/record.ts';
import { type EntryForm, loadRules } from '../form/entry-form.ts';
import type { TextBefore } from '../form/entry-output.ts';
import { plain } from '../form/entry-text.ts';
import type { FormCheck } from '../model/events.ts';
import type { MoveAction } from '../model/state.ts';
import { clearKeptText, lostTexts, writeKeptText } from './browser-store.ts';
import type { EditorServices, OutwardEffect, SendEvent } from './editor-store.ts';
import { makeContexts } from './make-contexts.ts';
import { rememberSaved, showAddress } from './new-entry-mark.ts';
import { sendSave } from './send-save.ts';

type CarryOutContext = { form: EntryForm; person: number; tab: string; before(): TextBefore; go(to: string): void };

/** The world around the model: the form, the server and the browser. */
export function outsideOf(means: CarryOutContext): EditorServices {
  return {
    now: () => ({ at: Date.now(), text: plain(means.form.getValues()), key: requestKey(), chance: Math.random() }),
    carryOut(effect, send) {
      if ('turn' in effect) void ask(effect, means, send);
      else act(effect, means, send);
    },
  };
}

/** The operation that each move of an entry is. */
const MOVES = {
  submit: 'submitEntry',
  'pull-back': 'pullBackEntry',
  discard: 'discardEntry',
} as const satisfies Record<MoveAction, string>;

type OutwardQuestion = Extract<OutwardEffect, { turn: number }>;
type Action = Exclude<OutwardEffect, OutwardQuestion>;

/** What is answered later. */
async function ask(effect: OutwardQuestion, { form, person, before }: CarryOutContext, send: SendEvent): Promise<void> {
  const { turn } = effect;
  switch (effect.do) {
    case 'check':
      return send({ kind: 'checked', turn, result: await checked(form, before(), effect) });
    case 'make-contexts':
      return send({ kind: 'contexts-made', turn, ...(await makeContexts(effect.names)) });
    case 'send':
      return send({ kind: 'answered', turn, answer: await sendSave(effect.request, person) });
    case 'ask-newest':
      return send({ kind: 'newest', turn, view: await newest(effect.entry) });
    case 'move':
      return send({
        kind: 'acted',
        turn,
        problem: await acted(callApi(MOVES[effect.action], { params: { id: effect.entry }, person })),
      });
    case 'withdraw':
      return send({
        kind: 'acted',
        turn,
        problem: await acted(callApi('withdrawEntry', { params: { id: effect.entry }, body: effect.request, person })),
      });
    case 'merge':
      return send({
        kind: 'acted',
        turn,
        problem: await acted(
          callApi('rebaseEntry', { params: { id: effect.entry }, body: { hash: effect.hash }, person }),
        ),
      });
  }
}

async function newest(entry: number): Promise<EntryView | undefined> {
  const answer = await callApi('readEntry', { params: { id: entry } });
  return answer.ok ? answer.value : undefined;
}

async function acted(sent: Promise<ApiAnswer<unknown>>): Promise<ApiProblem | undefined> {
  const answer = await sent;
  return answer.ok ? undefined : answer.problem;
}

/** By itself the editor asks what of a half-written text can be saved; for a person the form shows every problem. */
async function checked(
  form: EntryForm,
  before: TextBefore,
  { raw, quiet }: { raw: EntryFields; quiet: boolean },
): Promise<FormCheck> {
  const rules = await loadRules().catch(() => undefined);
  if (!rules) return { kind: 'no-rules' };
  if (quiet) {
    const ready = rules.readyText(raw, before);
    return 'output' in ready ? { kind: 'ready', fields: ready.output, raw } : { kind: 'lacking', lacks: ready.lacks };
  }
  let result: FormCheck = { kind: 'marked' };
  const shown = plain(form.getValues());
  await form.handleSubmit((fields) => {
    result = { kind: 'ready', fields, raw: shown };
  })();
  return result;
}

/** What is done at once. */
function act(effect: Action, { form, person, tab, go }: CarryOutContext, send: SendEvent): void {
  switch (effect.do) {
    case 'keep':
      writeKeptText(effect.key, effect.text);
      break;
    case 'forget':
      clearKeptText(effect.key);
      break;
    case 'look-for-lost':
      void lostTexts(person, effect.entry, tab).then((kept) => send({ kind: 'lost-found', mark: effect.mark, kept }));
      break;
    case 'remember-saved':
      if (effect.mark) rememberSaved(effect.mark, effect.entry);
      showAddress(effect.mark, effect.entry);
      break;
    case 'write':
      write(form, effect.fields);
      break;
    case 'reset':
      form.reset(effect.fields, { keepDefaultValues: !effect.asDefaults });
      break;
    case 'mark-fields':
      showAtFields(form, effect.problem);
      break;
    case 'focus':
      setTimeout(() => form.setFocus(effect.field === 'sources' ? 'sources.0.url' : effect.field));
      break;
    case 'go':
      go(effect.to);
      break;
  }
}

function write(form: EntryForm, fields: Partial<EntryFields>): void {
  for (const field of keysOf(fields)) {
    form.setValue(field, structuredClone(fields[field]), {
      shouldDirty: true,
      shouldValidate: form.formState.isSubmitted,
    });
  }
}

/** Puts the API's field problems at their fields and the focus on the first. */
function showAtFields(form: EntryForm, problem: ApiProblem): void {
  problem.fields.forEach(({ field, message }, i) => {
    const name = field.replace(/^fields\./, '').replace(/^(contexts|related)\..*$/, '$1');
    form.setError(name as keyof EntryFields, { type: 'server', message }, { shouldFocus: i === 0 });
  });
}
