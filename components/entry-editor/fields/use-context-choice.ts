'use client';

import { useCombobox } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { useController } from 'react-hook-form';
import type { QueryOf } from '#components/api-client.ts';
import { apiQuery } from '#components/api-query.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { parseDay } from '#lib/kernel/day.ts';
import { fold } from '#lib/kernel/folding.ts';
import { useEntryForm } from '../form/entry-form.ts';
import { useRemoteOptions } from '../use-remote-options.ts';
import type { Names } from './use-names.ts';
import { useNewContext, type WaitingContexts } from './use-new-context.ts';
import { useUndo } from './use-undo.tsx';

/** An address takes no more. */
const MOST_TEXT = 1000;
const MOST_COMPANY = 50;

export const CREATE = 'create';
export const CREATE_ALL_THE_SAME = 'create anyway';

type ContextChoiceOptions = {
  names: Names;
  waiting: WaitingContexts;
  isSaved: boolean;
  input: RefObject<HTMLInputElement | null>;
};

/** What is typed, what is found for it, and what can be done with the contexts of the entry. */
export function useContextChoice({ names, waiting, isSaved, input }: ContextChoiceOptions) {
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const query = typed.trim();
  const chosen = useChosenContexts({ names, waiting, input });
  const found = useFoundContexts(query, chosen.ids, waiting.names);
  // What was typed while a new context was being made belongs to the next one.
  const added = () => {
    setTyped((now) => (now.trim() === query ? '' : now));
    combobox.closeDropdown();
  };
  const add = (context: { id: number; name: string }) => {
    chosen.add(context);
    added();
  };
  const creating = useNewContext(query, {
    waiting: isSaved ? undefined : waiting,
    onWaiting: (name) => {
      chosen.addWaiting(name);
      added();
    },
    onMade: add,
    onProblem: chosen.fail,
  });
  const { near } = creating;

  // The first option is chosen as soon as the answer to the words in the field is here, and the closest name where
  // there are some.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is the event, the combobox only its means
  useEffect(() => {
    if (found.settled) combobox.selectFirstOption();
  }, [found.settled, query, near]);

  const choose = (value: string) => {
    if (value === CREATE) void creating.make(false);
    else if (value === CREATE_ALL_THE_SAME) void creating.make(true);
    else {
      const option = (near ?? found.options).find((item) => String(item.id) === value);
      if (option) add(option);
    }
  };
  const type = (words: string) => {
    setTyped(words);
    if (words.trim()) combobox.openDropdown();
    else combobox.closeDropdown();
  };
  return { typed, type, query, combobox, chosen, found, near, busy: creating.busy, choose };
}

/** The contexts of the entry, what was said of them last, and the way back for what was removed. */
function useChosenContexts({ names, waiting, input }: Omit<ContextChoiceOptions, 'isSaved'>) {
  const { control, getValues, setError } = useEntryForm();
  const { field, fieldState } = useController({ control, name: 'contexts' });
  const [said, setSaid] = useState('');
  const undo = useUndo();
  const put = (ids: number[], words: string) => {
    field.onChange(ids);
    setSaid(words);
    input.current?.focus();
  };
  return {
    ids: field.value,
    field,
    said,
    undo,
    error: fieldState.error,
    fail: (message: string) => setError('contexts', { type: 'server', message }),
    add(context: { id: number; name: string }) {
      names.learnContexts([context]);
      undo.forget();
      if (!field.value.includes(context.id)) field.onChange([...field.value, context.id]);
      setSaid(`${context.name} added.`);
    },
    addWaiting(name: string) {
      waiting.add(name);
      setSaid(`${name} added. It is created when the entry is saved.`);
    },
    removeWaiting(name: string) {
      waiting.remove(name);
      setSaid(`${name} removed.`);
      input.current?.focus();
    },
    remove(context: number) {
      const at = field.value.indexOf(context);
      const name = names.context(context);
      undo.remember(`${name} removed.`, () => {
        const now = getValues('contexts').filter((other) => other !== context);
        put([...now.slice(0, at), context, ...now.slice(at)], `${name} restored.`);
      });
      put(
        field.value.filter((other) => other !== context),
        `${name} removed.`,
      );
    },
  };
}

/** What the archive knows for the words that are typed, and whether they are a new name. */
function useFoundContexts(query: string, ids: readonly number[], waiting: readonly string[]) {
  const { getValues } = useEntryForm();
  const find = (q: string) => apiQuery('listContexts', { query: { ...aboutEntry(getValues()), q } });
  const found = useRemoteOptions(find, query, query !== '');
  const settled = found.answered && !found.loading;
  const options = query ? found.items.filter((item) => !ids.includes(item.id)) : [];
  const exact = found.items.find((item) => [item.name, item.alias ?? ''].some((name) => fold(name) === fold(query)));
  const waits = waiting.find((name) => fold(name) === fold(query));
  const offersNew = query !== '' && settled && !exact && !waits && !found.problem;
  const chosenAlready = exact && ids.includes(exact.id) ? exact.name : waits;
  const emptyWords = found.problem ?? (chosenAlready ? `${chosenAlready} is already added.` : 'Looking…');
  return { settled, options, offersNew, emptyWords };
}

type About = Omit<QueryOf<'listContexts'>, 'q'>;

/** What the entry is about, so far: contexts that fit it are found first. */
function aboutEntry({ day, headline, summary, contexts }: EntryFields): About {
  return {
    text: `${headline} ${summary}`.slice(0, MOST_TEXT).toWellFormed(),
    ...(parseDay(day) ? { date: day } : {}),
    ...(contexts.length ? { with: contexts.slice(0, MOST_COMPANY).join() } : {}),
  };
}
