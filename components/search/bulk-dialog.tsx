'use client';

import { Modal, NativeSelect, Stack, Textarea } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { useStartBulk } from '#components/runs/use-start-bulk.ts';
import base from '#components/ui/base.module.css';
import { today } from '#components/ui/days/today.ts';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { ListedEntry } from '#lib/discovery/search/search-entries.ts';
import { bulkStart } from '#lib/editorial/review/contract/review.ts';
import { isFarAhead } from '#lib/kernel/far-day.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import type { BulkChoice } from './bulk-choices.ts';
import styles from './search.module.css';

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
  const { action, name } = choice;
  const isAhead = fitting.some(({ day }) => isFarAhead(day, today()));
  const { register, errors, busy, problem, missing, begin } = useBulkForm(action, fitting, isAhead);
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${name} ${fitting.length === 1 ? 'one entry' : `${fitting.length} entries`}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md" component="form" onSubmit={begin}>
        <Titles fitting={fitting} left={left} />
        <ActionFields {...{ action, isAhead, register, errors, reviewers }} />
        {problem && (
          <Notice kind="problem" title={problem.title} urgent>
            <p>{problem.detail}</p>
          </Notice>
        )}
        <DialogButtons
          submit={<bdi>{name}</bdi>}
          busy={busy}
          onCancel={onClose}
          {...(choice.loses ? { color: 'red' } : {})}
          disabled={missing}
        />
      </Stack>
    </Modal>
  );
}

/** The form of the run that does it to all of them. `missing`: it cannot be sent yet. */
function useBulkForm(action: BulkChoice['action'], fitting: Props['fitting'], isAhead: boolean) {
  const { start, follow } = useStartBulk();
  const items = fitting.map(({ entry, proposal }) => ({
    entry,
    ...(action === 'approve' && proposal ? { hash: proposal.hash } : {}),
  }));
  const { sends, control, ...form } = useApiForm({
    schema: bulkStart,
    begin: { action, items, reason: '', to: undefined },
    ...(action === 'request-changes' ? { keep: { reason: 'search request changes' } } : {}),
    leaves: true,
  });
  const [reason, to] = useWatch({ control, name: ['reason', 'to'] });
  const begin = sends(
    (input) =>
      start({
        action,
        items,
        ...(action === 'approve' ? { farDayConfirmed: isAhead } : {}),
        ...(action === 'request-changes' && input.reason !== undefined ? { reason: input.reason } : {}),
        ...(action === 'assign' && input.to !== undefined ? { to: input.to } : {}),
      }),
    follow,
  );
  const missing = (action === 'request-changes' && !reason?.trim()) || (action === 'assign' && to === undefined);
  return { ...form, missing, begin };
}

function Titles({ fitting, left }: Pick<Props, 'fitting' | 'left'>) {
  return (
    <>
      <ul className={styles.bulkTitles}>
        {fitting.slice(0, SHOWN).map(({ entry, title }) => (
          <li dir="auto" key={entry}>
            {readableTitle(title)}
          </li>
        ))}
        {fitting.length > SHOWN && <li>and {fitting.length - SHOWN} more</li>}
      </ul>
      {left > 0 && (
        <p className={`${base.dimmed} ${styles.bulkLeft}`}>
          {left === 1 ? 'One selected entry is' : `${left} selected entries are`} skipped: not possible in{' '}
          {left === 1 ? 'its' : 'their'} current status.
        </p>
      )}
    </>
  );
}

type PartProps = {
  action: BulkChoice['action'];
  isAhead: boolean;
  reviewers: readonly NamedPerson[];
} & Pick<ReturnType<typeof useBulkForm>, 'register' | 'errors'>;

/** What has to be known or said before this is done. */
function ActionFields({ action, isAhead, register, errors, reviewers }: PartProps) {
  switch (action) {
    case 'approve':
      return (
        <>
          <p className={styles.bulkLeft}>
            Each is approved as shown in this list and published. Entries that change in the meantime and entries you
            wrote are skipped and named in the report.
          </p>
          {isAhead && <p className={styles.bulkLeft}>Some are on days in the future. Are their dates right?</p>}
        </>
      );
    case 'request-changes':
      return (
        <Textarea
          label="What should change"
          description="All the authors see this."
          autosize
          minRows={3}
          data-autofocus
          {...register('reason')}
          error={fieldError('The reason', errors.reason)}
        />
      );
    case 'assign':
      return (
        <NativeSelect
          label="Reviewer"
          data={[
            { value: '', label: 'Choose' },
            ...reviewers.map(({ id, name: called }) => ({ value: String(id), label: called })),
            { value: NOBODY, label: 'Nobody (unassign)' },
          ]}
          data-autofocus
          {...register('to', { setValueAs: reviewerOf })}
          error={fieldError('The reviewer', errors.to)}
        />
      );
    case 'discard':
      return (
        <p className={styles.bulkLeft}>
          The drafts and pending changes are discarded. Their texts stay in the history.
        </p>
      );
    default:
      return null;
  }
}

/** Whom a choice of the list means: nobody is null, and no choice is undefined. */
function reviewerOf(choice: unknown): number | null | undefined {
  if (typeof choice !== 'string') return choice === null || typeof choice === 'number' ? choice : undefined;
  if (choice === NOBODY) return null;
  return choice ? Number(choice) : undefined;
}
