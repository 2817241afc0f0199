'use client';

import { Button, Group, Modal, NativeSelect, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useStartBulk } from '#components/runs/use-start-bulk.ts';
import { Notice } from '#components/ui/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { NamedPerson } from '#lib/domain/named-person.ts';
import type { ListedEntry } from '#lib/queries/search-entries.ts';
import type { BulkChoice } from './bulk-choices.ts';

type Props = { choice: BulkChoice; fitting: readonly ListedEntry[]; left: number; reviewers: readonly NamedPerson[]; onClose: () => void };

const SHOWN = 8;
const NOBODY = 'nobody';

/** Asks once before something is done to many entries, with what it needs, then leads to its report. */
export function BulkDialog({ choice, fitting, left, reviewers, onClose }: Props) {
  const { start, busy, problem } = useStartBulk();
  const [reason, setReason] = useState('');
  const [to, setTo] = useState('');
  const { verb, name } = choice;
  const missing = (verb === 'request-changes' && !reason.trim()) || (verb === 'assign' && !to);

  function begin() {
    void start({
      verb,
      items: fitting.map(({ event, proposal }) => ({ event, ...(verb === 'approve' && proposal ? { hash: proposal.hash } : {}) })),
      ...(verb === 'request-changes' ? { reason } : {}),
      ...(verb === 'assign' ? { to: to === NOBODY ? null : Number(to) } : {}),
    });
  }

  return (
    <Modal opened onClose={onClose} title={`${name} ${fitting.length === 1 ? 'one entry' : `${fitting.length} entries`}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <ul className="bulk-titles">
          {fitting.slice(0, SHOWN).map(({ event, title }) => (
            <li key={event}>{readableTitle(title)}</li>
          ))}
          {fitting.length > SHOWN && <li>and {fitting.length - SHOWN} more</li>}
        </ul>
        {left > 0 && <p className="dimmed bulk-left">{left === 1 ? 'One selected entry is' : `${left} selected entries are`} left out: this does not fit where they stand.</p>}
        {verb === 'approve' && (
          <p className="bulk-left">Each is approved as it stands in this list, and published. What changes meanwhile, or what you wrote yourself, is not; the report names it.</p>
        )}
        {verb === 'request-changes' && (
          <Textarea
            label="What has to change"
            description="The authors of all of them read this."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={3}
            data-autofocus
          />
        )}
        {verb === 'assign' && (
          <NativeSelect
            label="Who reviews them"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            data={[
              { value: '', label: 'Choose' },
              ...reviewers.map(({ id, name: called }) => ({ value: String(id), label: called })),
              { value: NOBODY, label: 'Nobody: back to the queue' },
            ]}
            data-autofocus
          />
        )}
        {verb === 'discard' && <p className="bulk-left">The proposals are given up. Their texts stay in the history.</p>}
        {problem && (
          <Notice kind="problem" title={problem.title} urgent>
            <p>{problem.detail}</p>
          </Notice>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button {...(choice.loses ? { color: 'red' } : {})} onClick={begin} loading={busy} disabled={missing}>
            {name}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
