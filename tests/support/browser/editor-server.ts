import type { ApiAnswer, ApiProblem } from '../../../components/api-client.ts';
import { plain, textFrom } from '../../../components/entry-editor/form/entry-text.ts';
import type { SavedText, SaveRequest } from '../../../components/entry-editor/model/save-request.ts';
import type { MoveAction } from '../../../components/entry-editor/model/state.ts';
import type { EntryFields } from '../../../lib/editorial/entries/contract/entry.ts';
import type { EntryView } from '../../../lib/editorial/entries/queries/entry-view.ts';
import { mergeTexts } from '../../../lib/kernel/revision/merge.ts';
import { inputOf } from '../../../lib/kernel/revision/revise.ts';

export const ME = { id: 1, name: 'Anna Berg' };
export const OTHER = { id: 2, name: 'Ben Thal' };

type Author = typeof ME;
type Revision = { id: number; fields: EntryFields; author: Author };
type State = 'draft' | 'in_review' | 'discarded';
type Entry = { entry: number; revisions: Revision[]; state: State };

/**
 * The server as an editor knows it: entries of revisions, saves that are merged or clash, and keys that make a save
 * one.
 */
export class EditorServer {
  readonly entries: Entry[] = [];
  private readonly sent = new Map<string, { said: string; answer: SavedText }>();
  private revisions = 0;

  create(fields: EntryFields, author = ME): number {
    const entry: Entry = { entry: this.entries.length + 1, revisions: [], state: 'draft' };
    this.entries.push(entry);
    this.write(entry, fields, author);
    return entry.entry;
  }

  /** Another person saves, in whatever state the draft is. */
  write(entry: Entry, fields: EntryFields, author: Author): Revision {
    this.revisions += 1;
    const revision = { id: this.revisions, fields: plain(fields), author };
    entry.revisions.push(revision);
    return revision;
  }

  find(entry: number): Entry {
    const found = this.entries[entry - 1];
    if (!found) throw new Error(`There is no entry ${entry}.`);
    return found;
  }

  current(entry: number): Revision {
    const revision = this.find(entry).revisions.at(-1);
    if (!revision) throw new Error(`Entry ${entry} has no text.`);
    return revision;
  }

  save(request: SaveRequest): ApiAnswer<SavedText> {
    const said = JSON.stringify([request.over, request.base, request.fields]);
    const earlier = this.sent.get(request.key);
    if (earlier && earlier.said !== said) throw new Error('A key was used for another save.');
    if (earlier) return { ok: true, value: earlier.answer };
    const answer = request.over ? this.change(request.over, request) : this.begin(request);
    if (answer.ok) this.sent.set(request.key, { said, answer: answer.value });
    return answer;
  }

  private begin({ fields }: SaveRequest): ApiAnswer<SavedText> {
    const entry = this.create(fields as EntryFields);
    return { ok: true, value: { entry, revision: this.current(entry).id } };
  }

  private change(over: { entry: number; revision: number }, request: SaveRequest): ApiAnswer<SavedText> {
    const found = this.find(over.entry);
    const [base, current] = [found.revisions.find(({ id }) => id === over.revision), this.current(over.entry)];
    const mine = plain(request.fields as EntryFields);
    if (found.state === 'discarded')
      return { ok: false, problem: problem(409, 'stale-save', { current: this.view(over.entry) }) };
    if (!base || base === current)
      return { ok: true, value: { entry: over.entry, revision: this.write(found, mine, ME).id } };
    const { text, clashes } = mergeTexts(textFrom(base.fields), textFrom(current.fields), textFrom(mine));
    const merged = plain(inputOf(text) as EntryFields);
    if (clashes.length) {
      const more = { current: this.view(over.entry), clashes, merged };
      return { ok: false, problem: problem(409, 'stale-save', more) };
    }
    const revision = this.write(found, mine, ME).id;
    const both = this.write(found, merged, ME).id;
    return { ok: true, value: { entry: over.entry, revision, current: both, merged: { fields: [], by: [OTHER] } } };
  }

  move(entry: number, action: MoveAction): ApiProblem | undefined {
    const found = this.find(entry);
    const from: Record<MoveAction, State[]> = {
      submit: ['draft'],
      'pull-back': ['in_review'],
      discard: ['draft', 'in_review'],
    };
    if (!from[action].includes(found.state)) return problem(409, 'wrong-state');
    found.state = action === 'submit' ? 'in_review' : action === 'discard' ? 'discarded' : 'draft';
    return undefined;
  }

  view(entry: number): EntryView {
    const { state } = this.find(entry);
    const { id, fields, author } = this.current(entry);
    const text = {
      revision: id,
      hash: String(id),
      author,
      at: '2031-01-01T00:00:00.000Z',
      fields,
      kept: {},
      items: {},
    };
    const proposal = state === 'discarded' ? null : { ...text, state, withdrawal: null, authors: [author], base: null };
    const known = {
      entry,
      day: fields.day,
      title: fields.headline,
      path: null,
      published: null,
      withdrawn: null,
      proposal,
    };
    return structuredClone(known) as unknown as EntryView;
  }
}

export function problem(status: number, code: string, more: object = {}): ApiProblem {
  return { status, title: code, detail: code, code, fields: [], ...more };
}
