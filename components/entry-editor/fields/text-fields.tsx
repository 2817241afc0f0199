'use client';

import { Textarea, type TextareaProps, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Controller } from 'react-hook-form';
import { onKeys } from '#components/keys/on-keys.ts';
import { oneLineValue } from '#components/paste/one-line-value.ts';
import base from '#components/ui/base.module.css';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { type Day, parseDay } from '#lib/kernel/day.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import { LONG_HEADLINE, LONGEST_HEADLINE } from '#lib/kernel/revision/limits.ts';
import { paragraphNote, readerNote } from '#lib/kernel/text/reader-note.ts';
import { sentence, useEntryForm } from '../form/entry-form.ts';
import styles from './fields.module.css';

/** What a field says about itself is below it, so that fields in a row stay in line. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

type DayFieldProps = { published: { path: string; day: Day } | undefined; isNew: boolean };

/**
 * The day. `published` is where the page is once it has an address: another day moves it, which is said before it
 * is saved. A new entry begins on a day that is filled in, which is said until it is changed.
 */
export function DayField({ published, isNew }: DayFieldProps) {
  const { register, formState, watch } = useEntryForm();
  const typed = watch('day');
  const day = parseDay(typed);
  const isFilledIn = isNew && typed !== '' && typed === formState.defaultValues?.day;
  const moves = published !== undefined && day !== undefined && day !== published.day;
  return (
    <DayInput
      {...register('day')}
      label="Day"
      inputWrapperOrder={ORDER}
      description={
        <span aria-live="polite">
          {moves
            ? `Moves the entry to ${dayName(day)} once approved. The old address redirects readers.`
            : isFilledIn
              ? 'YYYY-MM-DD. Filled in for you: check it.'
              : 'YYYY-MM-DD'}
        </span>
      }
      required
      withAsterisk={false}
      error={sentence('Day', formState.errors.day?.message)}
    />
  );
}

export function TopicField() {
  const { register, formState } = useEntryForm();
  return (
    <TextInput
      {...register('topic')}
      label="Topic"
      inputWrapperOrder={ORDER}
      description="The running story, if there is one. Shown before the headline."
      autoComplete="off"
      error={sentence('Topic', formState.errors.topic?.message)}
    />
  );
}

type OneLine = Omit<TextareaProps, 'name' | 'label' | 'error'> & {
  name: 'headline' | 'summary';
  label: string;
  /** What is below the field, of what is typed. */
  below(text: string, hasProblem: boolean): ReactNode;
};

/** One line that may wrap. */
function OneLineField({ name, label, below, ...field }: OneLine) {
  const { control } = useEntryForm();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: bound, fieldState }) => (
        <div>
          <Textarea
            {...bound}
            onChange={(event) => bound.onChange(oneLineValue(event))}
            data-one-line
            onKeyDown={noLineBreak}
            label={label}
            autosize
            autoComplete="off"
            error={sentence(label, fieldState.error?.message)}
            {...field}
          />
          {below(bound.value, fieldState.error !== undefined)}
        </div>
      )}
    />
  );
}

/** The headline, with its length and what is comfortable to read. */
export function HeadlineField() {
  return (
    <OneLineField
      name="headline"
      label="Headline"
      minRows={2}
      required
      withAsterisk={false}
      aria-describedby="headline-length"
      classNames={{ input: styles.headline }}
      below={(text, hasProblem) => (
        <>
          <LengthHint length={text.trim().length} hasProblem={hasProblem} />
          {!hasProblem && <ReaderNote note={readerNote(text)} />}
        </>
      )}
    />
  );
}

function LengthHint({ length, hasProblem }: { length: number; hasProblem: boolean }) {
  const state = length > LONGEST_HEADLINE ? 'over' : length > LONG_HEADLINE ? 'long' : 'good';
  const hint = {
    good: '',
    long: 'Long. Can you shorten it?',
    over: `Too long by ${length - LONGEST_HEADLINE}. Move details to the summary.`,
  }[state];
  return (
    <p id="headline-length" className={styles.length} data-state={state}>
      <span className={base.tabular}>
        {length} of {state === 'good' ? LONG_HEADLINE : LONGEST_HEADLINE} characters
      </span>
      {hint && !hasProblem && <span>{hint}</span>}
    </p>
  );
}

/** What readers of the exported page see otherwise; it hinders nobody. */
function ReaderNote({ note }: { note: string | undefined }) {
  return note ? (
    <p dir="auto" className={styles.length}>
      {note}
    </p>
  ) : null;
}

export function SummaryField() {
  return (
    <OneLineField
      name="summary"
      label="Summary"
      inputWrapperOrder={ORDER}
      description="One paragraph. Without one, the day’s page lists the contexts instead."
      minRows={3}
      below={(text, hasProblem) => !hasProblem && <ReaderNote note={paragraphNote(text)} />}
    />
  );
}

/** The text is one line of the page; Enter would only be turned into a space. */
const noLineBreak = onKeys(['Enter', () => true], ['Shift+Enter', () => true]);
