'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { AssignContext } from '#components/contexts/assign-context.tsx';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { fetched } from '#components/ui/fetched.ts';
import type { ListedEntry } from '#lib/discovery/search/search-entries.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import { type BulkChoice, bulkChoices } from './bulk-choices.ts';
import styles from './search.module.css';

const BulkDialog = dynamic(() => fetched(() => import('./bulk-dialog.tsx')).then((found) => found.BulkDialog), {
  ssr: false,
  loading: OverlayComing,
});

type Props = {
  chosen: readonly ListedEntry[];
  all: number;
  role: Role;
  reviewers: readonly NamedPerson[];
  onAll: () => void;
  onNone: () => void;
};

/**
 * How many entries are selected, and what can be done to them. It has its place also while nothing is, so that the list
 * stays where it is.
 */
export function SelectionBar({ chosen, all, role, reviewers, onAll, onNone }: Props) {
  const [asked, setAsked] = useState<{ choice: BulkChoice; fitting: ListedEntry[] }>();
  return (
    <section className={styles.selectionBar} aria-label="Selection">
      <p className={styles.selectionCount} role="status">
        {chosen.length ? `${chosen.length} selected` : 'Nothing selected'}
      </p>
      <Button variant="subtle" size="compact-sm" onClick={onAll} disabled={chosen.length === all}>
        Select all on this page
      </Button>
      {chosen.length > 0 && (
        <Button variant="subtle" size="compact-sm" color="gray" onClick={onNone}>
          Clear selection
        </Button>
      )}
      <div className={styles.selectionActions}>
        {bulkChoices(role, chosen).map(({ choice, fitting }) => (
          <Button key={choice.action} variant="default" size="xs" onClick={() => setAsked({ choice, fitting })}>
            <bdi>{choice.name}</bdi> {fitting.length}
          </Button>
        ))}
        {chosen.length > 0 && <AssignContext entries={chosen.map(({ entry }) => entry)} />}
      </div>
      {asked && (
        <BulkDialog
          key={asked.choice.action}
          {...asked}
          left={chosen.length - asked.fitting.length}
          reviewers={reviewers}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  );
}
