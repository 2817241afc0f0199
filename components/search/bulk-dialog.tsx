'use client';

import { Button, Group, Modal, NativeSelect, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useStartBulk } from '#components/runs/use-start-bulk.ts';
import { today } from '#components/ui/days/today.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import { useUnsent } from '#components/unsent/use-unsent.ts';
import type { ListedEntry } from '#lib/discovery/search/search-entries.ts';
import type { Day } from '#lib/kernel/day.ts';
import { isFarAhead } from '#lib/kernel/far-day.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import type { BulkChoice } from './bulk-choices.ts';

type Props = {
  choice: BulkChoice;
  fitting: readonly ListedEntry[];
  left: number;
  reviewers: readonly NamedPerson[];
  onClose: () => void;
};

const SHOWN = 8;
const NOBODY = 'nobody';

/** Asks once before something is done to many entries, with what it needs, then leads to its report. */
export function BulkDialog({ choice, fitting, left, reviewers, onClose }: Props) {
  const { start, busy, problem } = useStartBulk();
  const { words: reason, write: setReason, sent } = useUnsent('search request changes');
  const [to, setTo] = useState('');
  const { verb, name } = choice;
  const isAhead = fitting.some(({ day }) => isFarAhead(day as Day, today()));
  const missing = (verb === 'request-changes' && !reason.trim()) || (verb === 'assign' && !to);

  async function begin(event: FormEvent) {
    event.preventDefault();
    if (missing || busy) return;
    const isStarted = await start({
      verb,
      items: fitting.map(({ event, proposal }) => ({
        event,
        ...(verb === 'approve' && proposal ? { hash: proposal.hash } : {}),
      })),
      ...(verb === 'approve' ? { farDayConfirmed: isAhead } : {}),
      ...(verb === 'request-changes' ? { reason } : {}),
      ...(verb === 'assign' ? { to: to === NOBODY ? null : Number(to) } : {}),
    });
    if (isStarted && verb === 'request-changes') sent();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`${name} ${fitting.length === 1 ? 'one entry' : `${fitting.length} entries`}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md" component="form" onSubmit={(event) => void begin(event)}>
        <SelectedTitles fitting={fitting} left={left} />
        <VerbPart
          verb={verb}
          isAhead={isAhead}
          reason={reason}
          onReason={setReason}
          to={to}
          onTo={setTo}
          reviewers={reviewers}
        />
        {problem && (
          <Notice kind="problem" title={problem.title} urgent>
            <p>{problem.detail}</p>
          </Notice>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" {...(choice.loses ? { color: 'red' } : {})} loading={busy} disabled={missing}>
            <bdi>{name}</bdi>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What it is done to, and how many of the selection it is not. */
function SelectedTitles({ fitting, left }: Pick<Props, 'fitting' | 'left'>) {
  return (
    <>
      <ul className="bulk-titles">
        {fitting.slice(0, SHOWN).map(({ event, title }) => (
          <li dir="auto" key={event}>
            {readableTitle(title)}
          </li>
        ))}
        {fitting.length > SHOWN && <li>and {fitting.length - SHOWN} more</li>}
      </ul>
      {left > 0 && (
        <p className="dimmed bulk-left">
          {left === 1 ? 'One selected entry is' : `${left} selected entries are`} skipped: not possible in{' '}
          {left === 1 ? 'its' : 'their'} current status.
        </p>
      )}
    </>
  );
}

type PartProps = {
  verb: BulkChoice['verb'];
  isAhead: boolean;
  reason: string;
  onReason(reason: string): void;
  to: string;
  onTo(to: string): void;
  reviewers: readonly NamedPerson[];
};

/** What has to be known or said before this is done. */
function VerbPart({ verb, isAhead, reason, onReason, to, onTo, reviewers }: PartProps) {
  switch (verb) {
    case 'approve':
      return (
        <>
          <p className="bulk-left">
            Each is approved as shown in this list and published. Entries that change in the meantime and entries you
            wrote are skipped and named in the report.
          </p>
          {isAhead && <p className="bulk-left">Some are on days in the future. Are their dates right?</p>}
        </>
      );
    case 'request-changes':
      return (
        <Textarea
          label="What should change"
          description="All the authors see this."
          value={reason}
          onChange={(event) => onReason(event.currentTarget.value)}
          autosize
          minRows={3}
          data-autofocus
        />
      );
    case 'assign':
      return (
        <NativeSelect
          label="Reviewer"
          value={to}
          onChange={(event) => onTo(event.currentTarget.value)}
          data={[
            { value: '', label: 'Choose' },
            ...reviewers.map(({ id, name: called }) => ({ value: String(id), label: called })),
            { value: NOBODY, label: 'Nobody (unassign)' },
          ]}
          data-autofocus
        />
      );
    case 'discard':
      return (
        <p className="bulk-left">The drafts and pending changes are discarded. Their texts stay in the history.</p>
      );
    default:
      return null;
  }
}
