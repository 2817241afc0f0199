'use client';

import { Button, Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { apiQuery } from '#components/api-query.ts';
import { useRemoteOptions } from '#components/entry-editor/use-remote-options.ts';
import base from '#components/ui/base.module.css';
import type { EntrySearch } from '#lib/editorial/entries/contract/entry-search.ts';
import type { ContextId } from '#lib/kernel/ids.ts';
import styles from './search.module.css';
import { SEARCH_FIELD, tookFocus } from './search-focus.ts';
import { searchAddress } from './search-words.ts';

type Context = { id: ContextId; name: string; alias: string | null; entries: number; years: string };

const SHORTEST = 2;
const MOST = 5;

const HOW_TO_SEARCH = (
  <>
    Finds all words, in any order. Use “quotation marks” for a phrase, <span className={base.nowrap}>-without</span>, OR
    for alternatives.
  </>
);

/**
 * The words of the search. While one types, contexts that are called so are offered: choosing one searches by it.
 * Nothing is chosen unless an arrow key or the pointer does: Enter searches the words as they are.
 */
export function SearchField({ search }: { search: EntrySearch }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const { typed, type, query, combobox, options } = useTypedWords(search);
  const { cursor: _cursor, ...filters } = search;
  useEffect(() => {
    if (tookFocus()) input.current?.focus();
  }, []);

  function go(event: FormEvent) {
    event.preventDefault();
    combobox.closeDropdown();
    router.push(searchAddress({ ...filters, q: query, exact: undefined }));
  }

  function searchContext(id: string) {
    combobox.closeDropdown();
    const chosen = options.filter((one) => String(one.id) === id).map((one) => one.id);
    const contexts = [...(search.contexts ?? []), ...chosen];
    router.push(searchAddress({ ...filters, q: undefined, exact: undefined, contexts }));
  }

  return (
    <form className={styles.field} onSubmit={go}>
      <Combobox store={combobox} withinPortal={false} onOptionSubmit={searchContext}>
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={input}
            id={SEARCH_FIELD}
            label="Search for"
            description={HOW_TO_SEARCH}
            role="combobox"
            aria-autocomplete="list"
            leftSection={<IconSearch size={18} aria-hidden />}
            value={typed}
            maxLength={300}
            enterKeyHint="search"
            autoComplete="off"
            spellCheck={false}
            onBlur={() => combobox.closeDropdown()}
            onChange={(event) => type(event.currentTarget.value)}
          />
        </Combobox.Target>
        <ContextsCalledSo options={options} />
      </Combobox>
      <Button type="submit">Search</Button>
    </form>
  );
}

const findContexts = (q: string) => apiQuery('listContexts', { query: { q } });

/** The words that are typed, and the contexts that are called so. */
function useTypedWords(search: EntrySearch) {
  const [typed, setTyped] = useState(search.q ?? '');
  const [touched, setTouched] = useState(false);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const query = typed.trim();
  const found = useRemoteOptions(findContexts, query, touched && query.length >= SHORTEST, 150);
  const options =
    touched && query.length >= SHORTEST
      ? found.items.filter(({ id }) => !search.contexts?.includes(id)).slice(0, MOST)
      : [];
  const type = (words: string) => {
    setTouched(true);
    setTyped(words);
    combobox.resetSelectedOption();
    if (words.trim().length >= SHORTEST) combobox.openDropdown();
    else combobox.closeDropdown();
  };
  return { typed, type, query, combobox, options };
}

function ContextsCalledSo({ options }: { options: readonly Context[] }) {
  return (
    <Combobox.Dropdown hidden={!options.length}>
      <Combobox.Options aria-label="Matching contexts">
        <Combobox.Group label="Entries in a context">
          {options.map(({ id, name, alias, entries, years }) => (
            <Combobox.Option key={id} value={String(id)}>
              <bdi>{alias ? `${alias} → ${name}` : name}</bdi>{' '}
              <small className={styles.optionNote}>
                {[`${entries} ${entries === 1 ? 'entry' : 'entries'}`, years].filter(Boolean).join(', ')}
              </small>
            </Combobox.Option>
          ))}
        </Combobox.Group>
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}
