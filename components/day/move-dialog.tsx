'use client';

import { Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { BoardEntry } from '#lib/editorial/days/queries/day.ts';
import { entryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { Day } from '#lib/kernel/day.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import styles from './day.module.css';
import { proposeMove } from './propose-move.ts';

type Props = { day: Day; entry: BoardEntry; onClose(): void };

/** Asks which day an entry belongs to, and proposes that. */
export function MoveDialog({ day, entry, onClose }: Props) {
  const { register, errors, busy, problem, move } = useMove({ day, entry, onClose });
  return (
    <Modal opened onClose={onClose} title="Move to another day" closeButtonProps={{ 'aria-label': 'Close' }} centered>
      <form noValidate aria-label="Move to another day" className={styles.moveForm} onSubmit={move}>
        <p>
          “<bdi>{entry.headline}</bdi>” moves from {dayName(day)} once another person approves it. Its old address then
          redirects readers.
        </p>
        {entry.proposal && (
          <Notice
            kind="warning"
            title="It has an open change"
          >{`The new day is added to the change by ${entry.proposal.openedBy}.`}</Notice>
        )}
        <DayInput
          label="New day"
          description="YYYY-MM-DD"
          data-autofocus
          {...register('day')}
          error={fieldError('This', errors.day) ?? problem?.detail}
        />
        <div className={styles.moveButtons}>
          <DialogButtons submit="Propose move" busy={busy} onCancel={onClose} />
        </div>
      </form>
    </Modal>
  );
}

/** The form of the move; what it answers says whether the move waits for its approval by now. */
function useMove({ day, entry, onClose }: Props) {
  const router = useRouter();
  const [schema] = useState(() => otherDay(day));
  const { sends, ...form } = useApiForm({ schema, begin: { day } });
  const move = sends(
    ({ day: to }) => proposeMove(entry.entry, to),
    ({ submitted }, { day: to }) => {
      notifications.show({
        title: submitted ? 'Move submitted for approval' : 'New day added to the draft',
        message: submitted ? `Once it is approved, the entry moves to ${dayName(to)}.` : 'Submit it when it is ready.',
      });
      onClose();
      router.refresh();
    },
  );
  return { ...form, move };
}

/** The day of an entry, which is another one than it has. */
function otherDay(day: Day) {
  return entryFields.pick({ day: true }).refine((fields) => fields.day !== day, {
    path: ['day'],
    error: 'The entry is already on this day. Enter another day.',
  });
}
