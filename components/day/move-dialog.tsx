'use client';

import { Button, Group, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { DayEvent } from '#lib/editorial/days/queries/day.ts';
import { type Day, parseDay } from '#lib/kernel/day.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import { proposeMove } from './propose-move.ts';

type Props = { day: Day; entry: DayEvent; onClose(): void };

/** Asks which day an entry belongs to, and proposes that. */
export function MoveDialog({ day, entry, onClose }: Props) {
  const { asked, type, busy, problem, move } = useMove({ day, entry, onClose });
  return (
    <Modal
      opened
      onClose={onClose}
      title="Move to another day"
      closeButtonProps={{ 'aria-label': 'Leave it here' }}
      centered
    >
      <form noValidate aria-label="Move to another day" className="move-form" onSubmit={(event) => void move(event)}>
        <p>
          “<bdi>{entry.headline}</bdi>” leaves {dayName(day)} once another person approves that. Its old address then
          sends readers on.
        </p>
        {entry.proposal && (
          <Notice
            kind="care"
            title="It has an open proposal"
          >{`The new day goes into the one of ${entry.proposal.openedBy}.`}</Notice>
        )}
        <DayInput
          label="The day it belongs to"
          description="YYYY-MM-DD"
          data-autofocus
          value={asked}
          error={problem}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Leave it here
          </Button>
          <Button type="submit" loading={busy}>
            Propose the move
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function useMove({ day, entry, onClose }: Props) {
  const router = useRouter();
  const [asked, setAsked] = useState<string>(day);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const type = (text: string) => {
    setAsked(text);
    setProblem(undefined);
  };
  const move = async (event: FormEvent) => {
    event.preventDefault();
    const to = parseDay(asked.trim());
    if (!to) return setProblem('Write a day that exists, as YYYY-MM-DD.');
    if (to === day) return setProblem('It stands on this day already. Write another one.');
    setBusy(true);
    const done = await proposeMove(entry.event, to);
    setBusy(false);
    if ('problem' in done) return setProblem(done.problem);
    notifications.show({
      title: done.submitted ? 'The move waits for its approval' : 'The open draft has the new day',
      message: done.submitted
        ? `Once somebody approves it, the page moves to ${dayName(to)}.`
        : 'Submit it when it is ready.',
    });
    onClose();
    router.refresh();
  };
  return { asked, type, busy, problem, move };
}
