import type { EditorEvent, Effect, Step } from '../../../components/entry-editor/model/events.ts';
import type { KeptText, StoredText } from '../../../components/entry-editor/model/kept.ts';
import { NO_ANSWER } from '../../../components/entry-editor/model/save-request.ts';
import {
  begin,
  type EditorRequest,
  type EditorState,
  type RequestAnswer,
  type Timer,
} from '../../../components/entry-editor/model/state.ts';
import { reduce } from '../../../components/entry-editor/model.ts';
import type { EntryFields } from '../../../lib/editorial/entries/contract/entry.ts';
import type { EntryView } from '../../../lib/editorial/entries/queries/entry-view.ts';
import { EditorServer, ME } from './editor-server.ts';

export const EMPTY: EntryFields = {
  day: '2034-05-06',
  topic: '',
  headline: '',
  slug: '',
  summary: '',
  sources: [],
  contexts: [],
  related: [],
};

type Question = Extract<Effect, { turn: number }>;
/** What becomes of a request: `unheard` reaches the server, and its answer is lost; `lost` never arrives. */
export type Fate = 'arrives' | 'unheard' | 'lost';

/** One tab with an editor in it: its model, its form, the browser that it runs in, and the server that it asks. */
export class EditorWorld {
  readonly server = new EditorServer();
  readonly store = new Map<string, KeptText>();
  /** Every text that the server confirmed or showed to this browser. */
  readonly confirmed: EntryFields[] = [];
  readonly answers: { wish: number; answer: RequestAnswer }[] = [];
  readonly sent: Extract<Effect, { do: 'send' }>['request'][] = [];
  pending: Question[] = [];
  form: EntryFields = EMPTY;
  state: EditorState;
  at = Date.parse('2034-05-06T08:00:00Z');
  wentTo: string | undefined;
  /** Called after each event, with what it made. */
  onStep: (event: EditorEvent, before: EditorState, step: Step) => void = () => undefined;
  private tabs = 0;
  private keys = 0;
  private becameEntry: number | undefined;
  private lookups: { entry: number | 'new'; mark: string | undefined }[] = [];

  constructor(fields?: Partial<EntryFields>) {
    this.becameEntry = fields && this.server.create({ ...EMPTY, ...fields });
    this.state = this.opened();
  }

  /** Opens the address again, as after a reload: the form begins with what the server shows. */
  open(): void {
    this.pending = [];
    this.state = this.opened();
    this.send({ kind: 'placed', mark: this.state.view ? undefined : 'here' });
    for (const { entry, mark } of this.lookups.splice(0))
      this.send({ kind: 'lost-found', mark, kept: this.lost(entry) });
  }

  private opened(): EditorState {
    this.tabs += 1;
    const view = this.becameEntry === undefined ? undefined : this.server.view(this.becameEntry);
    const state = begin({ person: ME.id, tab: `tab${this.tabs}`, view, empty: EMPTY });
    this.form = structuredClone(state.text);
    if (view?.proposal) this.confirmed.push(view.proposal.fields);
    return state;
  }

  /** What tabs that died kept of an entry. */
  private lost(entry: number | 'new'): StoredText[] {
    const prefix = `dateline:unsaved:${ME.id}:${entry}:`;
    return [...this.store]
      .filter(([key]) => key.startsWith(prefix) && !key.endsWith(`:tab${this.tabs}`))
      .map(([key, text]) => ({ key, text: structuredClone(text) }))
      .sort((a, b) => b.text.at.localeCompare(a.text.at));
  }

  send(event: EditorEvent): void {
    this.keys += 1;
    const before = this.state;
    const now = { at: this.at, text: structuredClone(this.form), key: `key${this.keys}`, chance: 0.5 };
    const step = reduce(before, event, now);
    this.state = step.state;
    for (const effect of step.effects) this.carryOut(effect);
    this.onStep(event, before, step);
  }

  wish(wish: EditorRequest): void {
    this.send({ kind: 'wished', wish });
  }

  type(fields: Partial<EntryFields>): void {
    this.form = { ...this.form, ...fields };
    this.send({ kind: 'typed' });
  }

  /** Lets time pass up to the alarm of the model that rings next. */
  wake(): Timer | undefined {
    const [next] = Object.entries(this.state.due).sort(([, a], [, b]) => a - b);
    if (!next) return undefined;
    const [timer, at] = next as [Timer, number];
    this.at = Math.max(this.at, at);
    this.send({ kind: 'woke', timer });
    return timer;
  }

  private carryOut(effect: Effect): void {
    if ('turn' in effect) {
      this.pending.push(effect);
      if (effect.do === 'send') this.sent.push(structuredClone(effect.request));
    } else if (effect.do === 'keep') this.store.set(effect.key, structuredClone(effect.text));
    else if (effect.do === 'forget') this.store.delete(effect.key);
    else if (effect.do === 'write') this.form = { ...this.form, ...structuredClone(effect.fields) };
    else if (effect.do === 'reset') this.form = structuredClone(effect.fields);
    else if (effect.do === 'remember-saved') this.becameEntry = effect.entry;
    else if (effect.do === 'look-for-lost') this.lookups.push({ entry: effect.entry, mark: effect.mark });
    else if (effect.do === 'answer') this.answers.push({ wish: effect.wish, answer: effect.answer });
    else if (effect.do === 'go') this.wentTo = effect.to;
  }

  /** The next question is answered, or not. */
  answer(fate: Fate = 'arrives'): void {
    const question = this.pending.shift();
    if (!question) return;
    const { turn } = question;
    const failed = fate === 'arrives' ? undefined : NO_ANSWER;
    if (question.do === 'check') this.send({ kind: 'checked', turn, result: this.checked(question) });
    else if (question.do === 'make-contexts') {
      const made = failed ? [] : question.names.map((asked, i) => ({ asked, name: asked, id: 900 + i }));
      this.send({ kind: 'contexts-made', turn, made, problem: failed });
    } else if (question.do === 'send') this.answerSave(question, fate);
    else if (question.do === 'ask-newest') this.answerNewest(question, fate);
    else if (question.do === 'move') {
      const problem = fate === 'lost' ? NO_ANSWER : this.server.move(question.entry, question.action);
      this.send({ kind: 'acted', turn, problem: problem ?? failed });
    } else this.send({ kind: 'acted', turn, problem: failed });
  }

  private answerSave({ turn, request }: Extract<Question, { do: 'send' }>, fate: Fate): void {
    const answer = fate === 'lost' ? undefined : this.server.save(request);
    if (fate !== 'arrives' || !answer) {
      this.send({ kind: 'answered', turn, answer: { ok: false, problem: NO_ANSWER } });
      return;
    }
    const shown = answer.ok ? request.raw : (answer.problem.current as EntryView | undefined)?.proposal?.fields;
    if (shown) this.confirmed.push(shown);
    this.send({ kind: 'answered', turn, answer });
  }

  private answerNewest({ turn, entry }: Extract<Question, { do: 'ask-newest' }>, fate: Fate): void {
    const view = fate === 'arrives' ? this.server.view(entry) : undefined;
    if (view?.proposal) this.confirmed.push(view.proposal.fields);
    this.send({ kind: 'newest', turn, view });
  }

  private checked({
    raw,
    quiet,
  }: {
    raw: EntryFields;
    quiet: boolean;
  }): Extract<EditorEvent, { kind: 'checked' }>['result'] {
    const fields = structuredClone(quiet ? raw : this.form);
    if (!fields.headline.trim()) return quiet ? { kind: 'lacking', lacks: 'Headline is empty.' } : { kind: 'marked' };
    return { kind: 'ready', fields: fields as never, raw: fields };
  }

  /** Answers everything and lets the alarms ring, until nothing happens any more. */
  settle(rounds = 200): void {
    for (let i = 0; i < rounds; i += 1) {
      if (this.pending.length) this.answer();
      else if (this.wake() === undefined) return;
    }
    throw new Error('The editor never comes to rest.');
  }
}
