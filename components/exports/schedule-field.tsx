'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { cronProblem } from '#lib/runs/contract/cron.ts';
import type { TargetFields, TargetInput } from '#lib/runs/contract/exports.ts';
import styles from './exports.module.css';
import { PRESETS, scheduleWords } from './schedule-words.ts';

/** The form of a target. */
export type TargetFormState = UseFormReturn<TargetFields, unknown, TargetInput>;

const OWN = 'own';
const CHOICES = [...PRESETS, { value: OWN, label: 'Custom cron expression…' }];

/**
 * When a target is exported by the clock: a usual schedule, or a cron expression of one's own, said back in plain
 * words.
 */
export function ScheduleField({ form: { control, setValue, formState } }: { form: TargetFormState }) {
  const schedule = useWatch({ control, name: 'schedule' }) ?? '';
  const [own, setOwn] = useState(() => !PRESETS.some(({ value }) => value === schedule));
  const put = (expression: string) =>
    setValue('schedule', expression || null, { shouldDirty: true, shouldValidate: formState.isSubmitted });
  const choose = (value: string) => {
    setOwn(value === OWN);
    if (value !== OWN) put(value);
  };
  const echo = echoOf(schedule);
  return (
    <>
      <NativeSelect
        label="Schedule"
        description="Times are in UTC."
        data={CHOICES}
        value={own ? OWN : schedule}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {own && (
        <TextInput
          label="Cron expression"
          description="Minute, hour, day of the month, month, day of the week (0 is Sunday)"
          placeholder="30 4 * * 1-5"
          autoComplete="off"
          spellCheck={false}
          value={schedule}
          onChange={(event) => put(event.currentTarget.value)}
          error={fieldError('The expression', formState.errors.schedule)}
        />
      )}
      {echo && <p className={styles.scheduleEcho}>{echo}</p>}
    </>
  );
}

/** What the schedule says in plain words; the field itself says what is wrong with one that is none. */
function echoOf(schedule: string): string | undefined {
  if (!schedule || cronProblem(schedule)) return undefined;
  const words = scheduleWords(schedule);
  return words ? `Runs ${words} (UTC).` : 'Runs at the times that this expression names (UTC).';
}
