'use client';

import { ActionIcon, Button, Checkbox, Modal, Stack, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconUsers, IconX } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import base from '#components/ui/base.module.css';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { showUndo } from '#components/ui/messages/undo-message.tsx';
import type { SavedSearchView } from '#lib/discovery/search/saved-searches.ts';
import { newSavedSearch } from '#lib/editorial/entries/contract/entry-search.ts';
import styles from './search.module.css';

type Props = { searches: readonly SavedSearchView[]; me: number; isAdmin: boolean; query: string };

/** The searches that are kept, one's own first, and the way to keep the one on the screen. */
export function SavedSearches({ searches, me, isAdmin, query }: Props) {
  const router = useRouter();
  const [naming, setNaming] = useState(false);

  async function remove(search: SavedSearchView) {
    const answer = await callApi('removeSearch', { params: { id: search.id } });
    if (!answer.ok)
      return notifications.show({ color: 'red', title: answer.problem.title, message: answer.problem.detail });
    router.refresh();
    const { name, query: kept, shared } = answer.value;
    if (search.by.id !== me) return notifications.show({ message: `“${name}” removed.` });
    showUndo(`“${name}” removed.`, async () => {
      await callApi('saveSearch', { body: { name, query: kept, shared } });
      router.refresh();
    });
  }

  return (
    <nav className={styles.savedSearches} aria-label="Saved searches">
      <ul className={base.plainList}>
        {searches.map((search) => (
          <li key={search.id} className={styles.savedSearch} data-here={search.query === query || undefined}>
            <Link href={`/search?${search.query}`} aria-current={search.query === query ? 'page' : undefined}>
              <bdi>{search.name}</bdi>
            </Link>
            {search.shared && <SharedMark by={search.by} isMine={search.by.id === me} />}
            {(search.by.id === me || isAdmin) && (
              <ActionIcon
                size="sm"
                color="gray"
                aria-label={`Remove the saved search ${search.name}`}
                onClick={() => remove(search)}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconBookmark size={14} aria-hidden />}
        disabled={!query}
        onClick={() => setNaming(true)}
      >
        Save this search
      </Button>
      {naming && <NameSearch query={query} onClose={() => setNaming(false)} onSaved={() => router.refresh()} />}
    </nav>
  );
}

function SharedMark({ by, isMine }: { by: SavedSearchView['by']; isMine: boolean }) {
  return (
    <Tooltip withinPortal={false} label={isMine ? 'Everybody sees it' : `Shared by ${by.name}`}>
      <span className={styles.savedSearchShared}>
        <IconUsers size={14} aria-hidden />
        <span className={base.visuallyHidden}>{isMine ? 'shared with everybody' : `shared by ${by.name}`}</span>
      </span>
    </Tooltip>
  );
}

function NameSearch({ query, onClose, onSaved }: { query: string; onClose: () => void; onSaved: () => void }) {
  const { register, control, errors, busy, problem, sends } = useApiForm({
    schema: newSavedSearch,
    begin: { name: '', query, shared: false },
    ofCode: { 'name-taken': { field: 'name', message: 'You already have a search with this name.' } },
  });
  const hasName = useWatch({ control, name: 'name' }).trim() !== '';
  const save = sends(
    (body) => callApi('saveSearch', { body }),
    () => {
      onSaved();
      onClose();
    },
  );

  return (
    <Modal opened onClose={onClose} title="Save this search" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={save} noValidate>
        <Stack gap="md">
          <ProblemNote text={problem?.detail} />
          <TextInput
            label="Name"
            maxLength={80}
            data-autofocus
            {...register('name')}
            error={fieldError('The name', errors.name)}
          />
          <Checkbox label="Everybody in the newsroom sees it" {...register('shared')} />
          <DialogButtons submit="Save" busy={busy} onCancel={onClose} disabled={!hasName} />
        </Stack>
      </form>
    </Modal>
  );
}
