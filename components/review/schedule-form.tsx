'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import { localTime } from './set-time.tsx';

type Props = { now?: string | undefined; busy: boolean; problem: ApiProblem | undefined; onSet(at: string): void; onCancel(): void };

/** When an approval is published: a time of this browser's zone, which is named, and the same in UTC. */
export function ScheduleForm({ now, busy, problem, onSet, onCancel }: Props) {
  const [value, setValue] = useState(() => fieldOf(now ? new Date(now) : nextHour()));
  const [missing, setMissing] = useState(false);
  const at = new Date(value);
  const isTime = !Number.isNaN(at.getTime());
  const refused = problem?.fields.find(({ field }) => field === 'at')?.message;
  const error = missing ? 'Choose a day and a time.' : refused && `The time ${refused}`;
  return (
    <form
      className="review-reason"
      noValidate
      aria-label="Approve at a time"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!isTime);
        if (isTime) onSet(at.toISOString());
      }}
    >
      <TextInput
        type="datetime-local"
        label="Publish at"
        description={`In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}
        value={value}
        error={error}
        autoFocus
        maw={320}
        onChange={(event) => {
          setValue(event.currentTarget.value);
          setMissing(false);
        }}
      />
      <p className="schedule-said" aria-live="polite">
        {isTime ? `${localTime(at)}, which is ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC.` : ''}
      </p>
      <Group gap="xs">
        <Button type="submit" loading={busy}>
          {now ? 'Set this time' : 'Approve at this time'}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

/** The next full hour that is at least half an hour away. */
function nextHour(): Date {
  const at = new Date(Date.now() + 5_400_000);
  at.setMinutes(0, 0, 0);
  return at;
}

/** An instant as the field for a local time holds it. */
function fieldOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
