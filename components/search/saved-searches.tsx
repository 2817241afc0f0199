'use client';

import { ActionIcon, Button, Checkbox, Group, Modal, Stack, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconUsers, IconX } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { saidOf } from '#components/sign-in/said-of.ts';
import { showUndo } from '#components/ui/messages/undo-message.tsx';
import type { SavedSearchView } from '#lib/discovery/search/saved-searches.ts';
import './search.css';

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
    <nav className="saved-searches" aria-label="Saved searches">
      <ul className="plain-list">
        {searches.map((search) => (
          <li key={search.id} className="saved-search" data-here={search.query === query || undefined}>
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
      <span className="saved-search-shared">
        <IconUsers size={14} aria-hidden />
        <span className="visually-hidden">{isMine ? 'shared with everybody' : `shared by ${by.name}`}</span>
      </span>
    </Tooltip>
  );
}

function NameSearch({ query, onClose, onSaved }: { query: string; onClose: () => void; onSaved: () => void }) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const answer = await callApi('saveSearch', { body: { name, query, shared } });
    setBusy(false);
    if (!answer.ok)
      return setProblem(
        saidOf('The name', answer.problem.fields[0]) ??
          (answer.problem.code === 'name-taken' ? 'You already have a search with this name.' : answer.problem.detail),
      );
    onSaved();
    onClose();
  }

  return (
    <Modal opened onClose={onClose} title="Save this search" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={save}>
        <Stack gap="md">
          <TextInput
            label="Name"
            value={name}
            maxLength={80}
            data-autofocus
            error={problem}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          <Checkbox
            label="Everybody in the newsroom sees it"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={!name.trim()}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
