'use client';

import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useStartBulk } from '#components/runs/use-start-bulk.ts';
import { today } from '#components/ui/days/today.ts';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { bulkStart } from '#lib/editorial/review/contract/review.ts';
import type { EntryItem } from '#lib/editorial/review/queries/queue-entries.ts';
import { isFarAhead } from '#lib/kernel/far-day.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import type { BulkAction } from '#lib/kernel/newsroom/bulk-actions.ts';
import { PersonPicker } from '../decide/person-picker.tsx';
import review from '../review.module.css';
import styles from './queue.module.css';

type BulkForm = Extract<BulkAction, 'approve' | 'request-changes' | 'assign'>;

type Props = {
  items: readonly EntryItem[];
  person: number;
  fourEyes: boolean;
  asked: BulkForm | undefined;
  onAsk(what: BulkForm | undefined): void;
  onClear(): void;
};

const entries = (n: number) => (n === 1 ? '1 entry' : `${n} entries`);

/**
 * What can be done with the marked entries together. Of each, exactly the content that this list was read with is
 * approved.
 */
export function BulkBar({ items, person, fourEyes, asked, onAsk, onClear }: Props) {
  return (
    <section className={styles.bulkBar} aria-label="Selected entries">
      <strong role="status">{entries(items.length)} selected</strong>
      <Button onClick={() => onAsk('approve')}>Approve all…</Button>
      <Button variant="default" onClick={() => onAsk('request-changes')}>
        Request changes…
      </Button>
      <Button variant="default" onClick={() => onAsk('assign')}>
        Assign…
      </Button>
      <Button variant="subtle" onClick={onClear}>
        Clear
      </Button>
      {asked && (
        <BulkDialog action={asked} items={items} person={person} fourEyes={fourEyes} onClose={() => onAsk(undefined)} />
      )}
    </section>
  );
}

const TITLES: Readonly<Record<BulkForm, string>> = {
  approve: 'Approve',
  'request-changes': 'Request changes',
  assign: 'Assign to a reviewer',
};

type DialogProps = Pick<Props, 'items' | 'person' | 'fourEyes'> & { action: BulkForm; onClose(): void };

function BulkDialog({ action, items, person, fourEyes, onClose }: DialogProps) {
  const { register, setValue, errors, busy, problem, begin } = useBulkForm(action, items);
  const [to, setTo] = useState<NamedPerson | null>(null);
  const choose = (chosen: NamedPerson | null) => {
    setTo(chosen);
    setValue('to', chosen?.id, { shouldValidate: errors.to !== undefined });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${TITLES[action]}: ${entries(items.length)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form noValidate onSubmit={begin}>
        {action === 'approve' && <ApproveWords items={items} person={person} fourEyes={fourEyes} />}
        {action === 'request-changes' && (
          <Textarea
            label="What should change"
            description="All the authors see this."
            autosize
            minRows={3}
            data-autofocus
            {...register('reason')}
            error={fieldError('The reason', errors.reason)}
          />
        )}
        {action === 'assign' && (
          <PersonPicker
            label="Reviewer"
            error={fieldError('Reviewer', errors.to)}
            reviewersOnly
            autoFocus
            value={to}
            onChoose={choose}
          />
        )}
        {problem && (
          <p className={review.commentProblem} role="alert">
            {problem.detail}
          </p>
        )}
        <Group gap="xs" mt="md">
          <Button type="submit" loading={busy} {...(action === 'approve' ? { 'data-autofocus': true } : {})}>
            {TITLES[action]}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** The form of the run that does it to all of them. */
function useBulkForm(action: BulkForm, items: readonly EntryItem[]) {
  const { start, follow } = useStartBulk();
  const named = () => items.map(({ entry, hash }) => ({ entry, hash }));
  const { sends, ...form } = useApiForm({
    schema: bulkStart,
    begin: { action, items: named(), reason: '', to: undefined },
    ...(action === 'request-changes' ? { keep: { reason: 'queue request changes' } } : {}),
    leaves: true,
  });
  const begin = sends(
    ({ reason, to }) =>
      start({
        action,
        items: named(),
        ...(action === 'approve' ? { farDayConfirmed: items.some(({ day }) => isFarAhead(day, today())) } : {}),
        ...(action === 'request-changes' && reason !== undefined ? { reason } : {}),
        ...(action === 'assign' && to !== undefined ? { to } : {}),
      }),
    follow,
  );
  return { ...form, begin };
}

/** What an approval of many does, and what of it will be refused or deserves a look. */
function ApproveWords({ items, person, fourEyes }: Pick<Props, 'items' | 'person' | 'fourEyes'>) {
  const own = fourEyes ? items.filter(({ authors }) => authors.some(({ id }) => id === person)).length : 0;
  const stale = items.filter(({ isStale }) => isStale).length;
  const far = items.filter(({ day }) => isFarAhead(day, today())).length;
  const talked = items.filter(({ openThreads }) => openThreads > 0).length;
  return (
    <>
      <p>
        Each is published at once, exactly as shown in this list. Entries that changed since are skipped and reported.
      </p>
      <ul>
        {own > 0 && <li>{entries(own)} you wrote: somebody else has to approve.</li>}
        {stale > 0 && <li>{entries(stale)} whose published text has changed: skipped.</li>}
        {far > 0 && <li>{entries(far)} on a day in the future. Is the date right?</li>}
        {talked > 0 && <li>{entries(talked)} with open comments.</li>}
      </ul>
    </>
  );
}
