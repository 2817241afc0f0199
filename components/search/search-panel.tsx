'use client';

import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconAdjustments } from '@tabler/icons-react';
import type { EntrySearch } from '#lib/editorial/entries/contract/entry-search.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import styles from './search.module.css';
import { SearchFacets } from './search-facets.tsx';
import { SearchFilters } from './search-filters.tsx';

type Props = { search: EntrySearch; people: readonly NamedPerson[]; count: number };

/** Filters and counts: beside the list, on a phone in a sheet behind a button. */
export function SearchPanel({ search, people, count }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const isPhone = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: true });
  const inside = (
    <>
      <SearchFilters search={search} people={people} />
      <SearchFacets search={search} />
    </>
  );
  return (
    <>
      <Button
        className={styles.openFilters}
        variant="default"
        leftSection={<IconAdjustments size={16} aria-hidden />}
        onClick={open}
      >
        {count ? `Filters (${count})` : 'Filters and counts'}
      </Button>
      {isPhone ? (
        <Drawer
          opened={opened}
          onClose={close}
          position="bottom"
          size="85%"
          title="Filters and counts"
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          {inside}
        </Drawer>
      ) : (
        <aside className={styles.panel} aria-label="Filters and counts">
          {inside}
        </aside>
      )}
    </>
  );
}
