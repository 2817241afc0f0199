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
    <Modal opened onClose={onClose} title="Move to another day" closeButtonProps={{ 'aria-label': 'Close' }} centered>
      <form noValidate aria-label="Move to another day" className="move-form" onSubmit={(event) => void move(event)}>
        <p>
          “<bdi>{entry.headline}</bdi>” moves from {dayName(day)} once another person approves it. Its old address then
          redirects readers.
        </p>
        {entry.proposal && (
          <Notice
            kind="care"
            title="It has an open change"
          >{`The new day is added to the change by ${entry.proposal.openedBy}.`}</Notice>
        )}
        <DayInput
          label="New day"
          description="YYYY-MM-DD"
          data-autofocus
          value={asked}
          error={problem}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Propose move
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
    if (!to) return setProblem('Enter a valid day as YYYY-MM-DD.');
    if (to === day) return setProblem('The entry is already on this day. Enter another day.');
    setBusy(true);
    const done = await proposeMove(entry.event, to);
    setBusy(false);
    if ('problem' in done) return setProblem(done.problem);
    notifications.show({
      title: done.submitted ? 'Move submitted for approval' : 'New day added to the draft',
      message: done.submitted
        ? `Once it is approved, the entry moves to ${dayName(to)}.`
        : 'Submit it when it is ready.',
    });
    onClose();
    router.refresh();
  };
  return { asked, type, busy, problem, move };
}
