'use client';

import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { type ReactNode, type Ref, useEffect, useState } from 'react';
import { apiQuery } from '#components/api-query.ts';
import base from '#components/ui/base.module.css';
import { readableTitle } from '#components/ui/readable-title.ts';
import { useRemoteOptions } from '../use-remote-options.ts';
import styles from './fields.module.css';
import type { NamedEntry } from './use-names.ts';

type Props = {
  inputRef?: Ref<HTMLInputElement>;
  /** What the field is for. Screen readers alone are told, unless `labelled`. */
  label: string;
  labelled?: boolean;
  /** Why nothing can be chosen, if so. */
  full?: string | undefined;
  without: readonly number[];
  /** Offers only what readers can see. */
  published?: boolean;
  /** Over a dialog, whose edge would cut the list off. */
  floating?: boolean;
  onChoose(entry: NamedEntry): void;
  problem: ReactNode;
};

const findAny = (q: string) => apiQuery('findEntries', { query: { q, limit: 10 } });
const findPublished = (q: string) => apiQuery('findEntries', { query: { q, limit: 10, published: 'true' } });

/** A search over the titles of the whole archive, of which one entry is chosen. */
export function EntryPicker({
  inputRef,
  label,
  labelled = false,
  full,
  without,
  published = false,
  floating = false,
  onChoose,
  problem,
}: Props) {
  const { typed, setTyped, type, combobox } = useTypedTitle();
  const query = typed.trim();
  const found = useRemoteOptions(published ? findPublished : findAny, query, query.length > 1 && !full, 180);
  const settled = found.answered && !found.loading;
  const noneFound = settled
    ? `No other ${published ? 'published ' : ''}entry has these words in its title.`
    : 'Looking…';
  const options = query.length > 1 ? found.items.filter((item) => !without.includes(item.id)) : [];

  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is the event, the combobox only its means
  useEffect(() => {
    if (settled) combobox.selectFirstOption();
  }, [settled, query]);

  function choose(value: string) {
    const option = options.find((item) => String(item.id) === value);
    if (option) onChoose(option);
    setTyped('');
    combobox.closeDropdown();
  }

  return (
    <Combobox store={combobox} withinPortal={floating} onOptionSubmit={choose}>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={inputRef ?? null}
          role="combobox"
          aria-autocomplete="list"
          {...(labelled ? { label } : { 'aria-label': label })}
          placeholder="Search the archive by title"
          description={full}
          readOnly={full !== undefined}
          value={typed}
          error={problem}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={query.length < 2}>
        {options.length > 0 ? (
          <EntriesFound entries={options} />
        ) : (
          <Combobox.Empty>{found.problem ?? noneFound}</Combobox.Empty>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** The words that are typed. The list opens once there are enough of them to look for. */
function useTypedTitle() {
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const type = (words: string) => {
    setTyped(words);
    if (words.trim().length > 1) combobox.openDropdown();
    else combobox.closeDropdown();
  };
  return { typed, setTyped, type, combobox };
}

function EntriesFound({ entries }: { entries: readonly NamedEntry[] }) {
  return (
    <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label="Entries found">
      {entries.map((item) => (
        <Combobox.Option key={item.id} value={String(item.id)}>
          <span className={`${styles.foundDay} ${base.tabular} ${base.nowrap}`}>{item.day}</span>{' '}
          <bdi>{readableTitle(item.title)}</bdi>
          {item.contexts && item.contexts.length > 0 && (
            <small className={styles.foundAbout}>{item.contexts.join(', ')}</small>
          )}
        </Combobox.Option>
      ))}
    </Combobox.Options>
  );
}
