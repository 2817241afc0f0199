import type { EditorState, Newest, Other } from './state.ts';

/** Who else is here; where the entry went on without this tab, its newest view is asked for. No text changes. */
export function seePresence(
  state: EditorState,
  { others, newest }: { others: readonly Other[]; newest: Newest },
): EditorState {
  const seen = sameOthers(state.others, others) ? state : { ...state, others };
  const asked = state.wishes.some(({ kind }) => kind === 'reload');
  return asked || isNewest(state, newest) ? seen : { ...seen, wishes: [...seen.wishes, { kind: 'reload' }] };
}

function isNewest({ view }: EditorState, { revision, state }: Newest): boolean {
  const known = view?.proposal ?? view?.published;
  return (known?.revision ?? null) === revision && (view?.proposal?.state ?? null) === state;
}

function sameOthers(one: readonly Other[], other: readonly Other[]): boolean {
  const said = (others: readonly Other[]) => JSON.stringify(others.map(({ id, name, writes }) => [id, name, writes]));
  return said(one) === said(other);
}
