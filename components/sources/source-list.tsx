'use client';

import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { type ApiAnswer, callApi } from '#components/api-client.ts';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import type { Day } from '#lib/kernel/day.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import type { ListedSource } from '#lib/sources/queries/sources.ts';
import { OutsideLink } from './outside-link.tsx';
import { reasonWords, STATUS_NAMES } from './status-words.ts';
import './sources.css';

/** Addresses with the entries that have them, and what an editor can do about each. */
export function SourceList({ items, mayWrite, checks }: { items: ListedSource[]; mayWrite: boolean; checks: boolean }) {
  return (
    <ul className="plain-list source-list">
      {items.map((item) => (
        <SourceItem key={item.id} item={item} mayWrite={mayWrite} checks={checks} />
      ))}
    </ul>
  );
}

type Props = { item: ListedSource; mayWrite: boolean; checks: boolean };

function SourceItem({ item, mayWrite, checks }: Props) {
  const { asked, busy, check, note } = useCare(item.id);
  const [noting, setNoting] = useState(false);
  return (
    <li className="source-item">
      <div className="source-what">
        <OutsideLink url={item.url} />
        <WhatIsKnown item={item} />
        <p>
          {mayWrite ? 'Replace it in' : 'Stands in'} <EntriesWith item={item} />
        </p>
        {noting && (
          <ArchivedForm
            known={item.archived}
            busy={busy}
            onSave={async (url) => {
              if (await note(url)) setNoting(false);
            }}
            onCancel={() => setNoting(false)}
          />
        )}
      </div>
      {mayWrite && (
        <div className="source-actions">
          {checks && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void check()}
              disabled={asked}
              aria-label={`Check ${item.url} again now`}
            >
              {asked ? 'Is checked soon' : 'Check again now'}
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setNoting(!noting)}
            aria-expanded={noting}
            aria-label={`Archived copy of ${item.url}`}
          >
            Archived copy…
          </Button>
        </div>
      )}
    </li>
  );
}

/** What the last check found, where the address leads, and its archived copy. */
function WhatIsKnown({ item }: { item: ListedSource }) {
  return (
    <>
      <p className="dimmed">
        {STATUS_NAMES[item.status]}, found <TimeAgo at={item.since} />. {reasonWords(item)}{' '}
        {item.seenAt ? <LastAnswer at={item.seenAt} /> : 'It never answered a check.'}
      </p>
      {item.redirect && (
        <p>
          Leads to <OutsideLink url={item.redirect} />
        </p>
      )}
      {item.archived && (
        <p>
          <OutsideLink url={item.archived} text="Archived copy" />
        </p>
      )}
    </>
  );
}

function EntriesWith({ item }: { item: ListedSource }) {
  return (
    <>
      {item.entries.map((entry, at) => (
        <span key={entry.event}>
          {at > 0 && '; '}
          <Link href={`/entries/${entry.event}`} prefetch={false}>
            <bdi>{entry.title}</bdi>
          </Link>{' '}
          <span className="dimmed">
            ({shortDayName(entry.day as Day)}
            {entry.published ? '' : ', proposed'})
          </span>
        </span>
      ))}
      {item.more > 0 && ` and ${item.more} more`}
    </>
  );
}

function LastAnswer({ at }: { at: string }) {
  return (
    <>
      It answered last <TimeAgo at={at} />.
    </>
  );
}

/** What an editor asks for an address. `asked` keeps its button as it is until the list is opened again. */
function useCare(id: number) {
  const router = useRouter();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async (sent: Promise<ApiAnswer<unknown>>) => {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    if (!answer.ok)
      notifications.show({
        color: 'red',
        title: answer.problem.title,
        message: answer.problem.fields[0] ? `The address ${answer.problem.fields[0].message}` : answer.problem.detail,
      });
    return answer.ok;
  };
  return {
    asked,
    busy,
    async check() {
      if (await send(callApi('checkSource', { params: { id } }))) setAsked(true);
    },
    async note(url: string | null) {
      const isDone = await send(callApi('noteArchivedCopy', { params: { id }, body: { url } }));
      if (isDone) router.refresh();
      return isDone;
    },
  };
}

type FormProps = { known: string | null; busy: boolean; onSave(url: string | null): Promise<void>; onCancel(): void };

function ArchivedForm({ known, busy, onSave, onCancel }: FormProps) {
  const [url, setUrl] = useState(known ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSave(url.trim() || null);
  };
  return (
    <form className="source-archived" onSubmit={submit} noValidate>
      <TextInput
        label="Address of the archived copy"
        description="Empty takes the note away."
        inputMode="url"
        autoComplete="off"
        data-autofocus
        autoFocus
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="compact-sm" loading={busy}>
          Save
        </Button>
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
