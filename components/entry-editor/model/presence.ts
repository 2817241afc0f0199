import type { EditorState, NewestRevision, OtherPerson } from './state.ts';

/** Who else is here; where the entry went on without this tab, its newest view is asked for. No text changes. */
export function seePresence(
  state: EditorState,
  { others, newest }: { others: readonly OtherPerson[]; newest: NewestRevision },
): EditorState {
  const seen = sameOthers(state.others, others) ? state : { ...state, others };
  const asked = state.wishes.some(({ kind }) => kind === 'reload');
  return asked || isNewest(state, newest) ? seen : { ...seen, wishes: [...seen.wishes, { kind: 'reload' }] };
}

function isNewest({ view }: EditorState, { revision, state }: NewestRevision): boolean {
  const known = view?.proposal ?? view?.published;
  return (known?.revision ?? null) === revision && (view?.proposal?.state ?? null) === state;
}

function sameOthers(one: readonly OtherPerson[], other: readonly OtherPerson[]): boolean {
  const said = (others: readonly OtherPerson[]) =>
    JSON.stringify(others.map(({ id, name, writes }) => [id, name, writes]));
  return said(one) === said(other);
}
