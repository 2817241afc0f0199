'use client';

import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { OverlayComing } from '#components/keys/overlays.tsx';
import base from '#components/ui/base.module.css';
import { fetched } from '#components/ui/fetched.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import type { ListedPublisher } from '#lib/sources/queries/publishers.ts';
import styles from './sources.module.css';

const PublisherDialog = dynamic(
  () => fetched(() => import('./publisher-dialog.tsx')).then((module) => module.PublisherDialog),
  { ssr: false, loading: OverlayComing },
);

/** Which dialog is open: for a new publisher, or for one that is there. */
type OpenDialog = { of: ListedPublisher | undefined } | undefined;

/** Publishers under the names that the newsroom gives them, with their domains. */
export function PublishersScreen({ items, q, mayManage }: { items: ListedPublisher[]; q: string; mayManage: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState<OpenDialog>();
  const done = (message: string) => {
    setOpen(undefined);
    notifications.show({ message });
    router.refresh();
  };
  return (
    <>
      <PageTitle
        title="Publishers"
        note={
          'The names suggested for pasted addresses, by domain. Sources from one publisher do not count as ' +
          'independent.'
        }
        actions={
          <>
            <LinkButton href="/sources" variant="default">
              Addresses
            </LinkButton>
            {mayManage && (
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ of: undefined })}>
                Add publisher
              </Button>
            )}
          </>
        }
      />
      <form action="/sources/publishers" className={styles.publisherSearch}>
        <TextInput name="q" label="Find by name or domain" defaultValue={q} key={q} autoComplete="off" />
        <Button type="submit" variant="default">
          Find
        </Button>
      </form>
      {items.length > 0 && (
        <ul className={`${base.plainList} ${styles.publisherList}`}>
          {items.map((publisher) => (
            <PublisherRow
              key={publisher.id}
              publisher={publisher}
              onChange={mayManage ? () => setOpen({ of: publisher }) : undefined}
            />
          ))}
        </ul>
      )}
      {open && (
        <PublisherDialog
          key={open.of?.id ?? 'new'}
          publisher={open.of}
          onClose={() => setOpen(undefined)}
          onDone={done}
        />
      )}
    </>
  );
}

/** A publisher with its domains; `onChange` is there for whoever may change it. */
function PublisherRow({ publisher, onChange }: { publisher: ListedPublisher; onChange: (() => void) | undefined }) {
  return (
    <li className={styles.publisher}>
      <strong>
        <bdi>{publisher.name}</bdi>
      </strong>
      <span className={styles.publisherDomains}>{publisher.domains.join(', ') || 'no domain'}</span>
      {onChange && (
        <Button variant="default" size="compact-sm" onClick={onChange} aria-label={`Edit ${publisher.name}`}>
          Edit…
        </Button>
      )}
    </li>
  );
}
