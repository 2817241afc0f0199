import { type ContextId, toId } from '../../../kernel/ids.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';

/**
 * What a context's id in a text means: the one that stays of those merged, its name, and whether pages may go on
 * spelling it in their own way. They may until somebody names or merges it: that decision is for all pages.
 */
export type Meaning = { means: ContextId; name: string; spelled: boolean };

/** What ids mean; undefined of one that nobody knows. */
export type MeaningOf = (id: ContextId) => Meaning | undefined;

type NamedContexts = Pick<RevisionText, 'contexts' | 'kept'>;

/** The ids of a list as they are meant today, each once, in the order of the list. */
export function meantIds(ids: readonly ContextId[], meanings: MeaningOf): ContextId[] {
  return [...new Set(ids.map((id) => meanings(id)?.means ?? id))];
}

/**
 * A text in the words of today: merged contexts as the one that stays, each once, without spellings that somebody
 * decided on since.
 */
export function inTodaysWords<Text extends NamedContexts>(text: Text, meanings: MeaningOf): Text {
  const isAltered = text.contexts.some((id) => {
    const meaning = meanings(id);
    return meaning !== undefined && (meaning.means !== id || !meaning.spelled);
  });
  if (!isAltered) return text;
  return { ...text, contexts: meantIds(text.contexts, meanings), kept: withSpellings(text.kept, meanings) };
}

/**
 * What is saved of a list: where it means what the text meant before, that very list, so that nothing changed; else ids
 * of today.
 */
export function savedIds(before: readonly ContextId[], ids: readonly ContextId[], meanings: MeaningOf): ContextId[] {
  const [was, is] = [meantIds(before, meanings), meantIds(ids, meanings)];
  return was.length === is.length && was.every((id, i) => id === is[i]) ? [...before] : is;
}

function withSpellings(kept: RevisionText['kept'], meanings: MeaningOf): RevisionText['kept'] {
  const { contextNames, ...rest } = kept;
  if (!contextNames) return kept;
  const left = Object.entries(contextNames).filter(([id]) => meanings(toId<ContextId>(Number(id)))?.spelled ?? true);
  return left.length ? { ...rest, contextNames: Object.fromEntries(left) } : rest;
}
