'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import { onKeys } from '#components/keys/on-keys.ts';
import { readTypedDay } from '#components/shell/typed-day.ts';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { localTime } from './set-time.tsx';
import { readTypedTime } from './typed-time.ts';

type Props = {
  now?: string | undefined;
  care: readonly string[];
  busy: boolean;
  problem: ApiProblem | undefined;
  onSet(at: string): void;
  onCancel(): void;
};

/** When an approval is published: a time of this browser's zone, which is named, and the same in UTC. */
export function ScheduleForm({ now, care, busy, problem, onSet, onCancel }: Props) {
  const [{ day, time }, setValue] = useState(() => fieldsOf(now ? new Date(now) : nextHour()));
  const [missing, setMissing] = useState(false);
  const at = instantOf(day, time);
  const refused = problem?.fields.find(({ field }) => field === 'at')?.message;
  const error = missing ? 'Choose a day and a time.' : refused && `The time ${refused}`;
  const write = (fields: { day: string; time: string }) => {
    setValue(fields);
    setMissing(false);
  };
  return (
    <form
      className="review-reason"
      noValidate
      aria-label="Schedule"
      onKeyDown={onKeys(['Escape', onCancel])}
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(!at);
        if (at && !busy) onSet(at.toISOString());
      }}
    >
      <Group gap="xs" align="start">
        <DayInput
          label="Publish on"
          description={`Your time zone: ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}
          value={day}
          error={error}
          autoFocus
          maw={240}
          onChange={(event) => write({ day: event.currentTarget.value, time })}
        />
        <TextInput
          label="Time"
          description="For example 09:30 or 9:30 pm."
          value={time}
          autoComplete="off"
          maw={200}
          onChange={(event) => write({ day, time: event.currentTarget.value })}
        />
      </Group>
      <ScheduleSaid at={at} />
      {care.length > 0 && <Care lines={care} />}
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={busy}>
          {now ? 'Save time' : 'Approve and schedule'}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

/** The chosen time in words, here and in UTC. */
function ScheduleSaid({ at }: { at: Date | undefined }) {
  return (
    <p className="schedule-said" aria-live="polite">
      {at ? `${localTime(at)}, which is ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC.` : ''}
    </p>
  );
}

function Care({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="question-care">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** The next full hour that is at least half an hour away. */
function nextHour(): Date {
  const at = new Date(Date.now() + 5_400_000);
  at.setMinutes(0, 0, 0);
  return at;
}

/** An instant as the two fields hold it, in local time. */
function fieldsOf(at: Date): { day: string; time: string } {
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}`,
  };
}

/** The instant that the two fields name, in any usual form; undefined where they name none. */
function instantOf(day: string, time: string): Date | undefined {
  const [read, clock] = [readTypedDay(day), readTypedTime(time)];
  const at = read.kind === 'day' && clock ? new Date(`${read.day}T${clock}`) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}
