'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import type { ApiProblem } from '#components/api-client.ts';
import { onKeys } from '#components/keys/on-keys.ts';
import { readTypedDay } from '#components/shell/typed-day.ts';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import styles from './decide.module.css';
import { localTime } from './set-time.tsx';
import { readTypedTime } from './typed-time.ts';

type Props = {
  now?: string | undefined;
  warnings: readonly string[];
  busy: boolean;
  problem: ApiProblem | undefined;
  onSet(at: string): void;
  onCancel(): void;
};

/** A day and a time of this browser's zone, for the instant that the API takes. */
const scheduleForm = z.strictObject({ day: z.string(), time: z.string() }).transform(({ day, time }, context) => {
  const at = instantOf(day, time);
  if (at) return { at: at.toISOString() };
  context.addIssue({ code: 'custom', path: ['day'], message: 'Choose a day and a time.' });
  return z.NEVER;
});

/** When an approval is published: a time of this browser's zone, which is named, and the same in UTC. */
export function ScheduleForm({ now, warnings, busy, problem, onSet, onCancel }: Props) {
  const [begin] = useState(() => fieldsOf(now ? new Date(now) : nextHour()));
  const { register, control, handleSubmit, errors } = useApiForm({ schema: scheduleForm, begin });
  const [day, time] = useWatch({ control, name: ['day', 'time'] });
  const refused = problem?.fields.find(({ field }) => field === 'at');
  const submit = handleSubmit(({ at }) => {
    if (!busy) onSet(at);
  });
  return (
    <form
      className={styles.reviewReason}
      noValidate
      aria-label="Schedule"
      onKeyDown={onKeys(['Escape', onCancel])}
      onSubmit={submit}
    >
      <Group gap="xs" align="start">
        <DayInput
          label="Publish on"
          description={`Your time zone: ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}
          autoFocus
          maw={240}
          {...register('day')}
          error={fieldError('The day', errors.day) ?? fieldError('The time', refused)}
        />
        <TextInput
          label="Time"
          description="For example 09:30 or 9:30 pm."
          autoComplete="off"
          maw={200}
          {...register('time')}
        />
      </Group>
      <ScheduleSaid at={instantOf(day, time)} />
      {warnings.length > 0 && <Warnings lines={warnings} />}
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
    <p className={styles.scheduleSaid} aria-live="polite">
      {at ? `${localTime(at)}, which is ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC.` : ''}
    </p>
  );
}

function Warnings({ lines }: { lines: readonly string[] }) {
  return (
    <ul className={styles.questionCare}>
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
