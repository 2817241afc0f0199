'use client';

import { Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { Controller } from 'react-hook-form';
import { type Day, parseDay } from '#lib/domain/day.ts';
import { dayName } from '#lib/domain/day-names.ts';
import { LONG_HEADLINE, LONGEST_HEADLINE } from '#lib/domain/revision/limits.ts';
import { asOneLine, sentence, useEntryForm } from './entry-form.ts';

/** What a field says about itself stands below it, so that fields in a row stay in line. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** The day. `published` is where the page stands once it has an address: another day moves it, which is said before it is saved. */
export function DayField({ published }: { published: { path: string; day: Day } | undefined }) {
  const { register, formState, watch } = useEntryForm();
  const day = parseDay(watch('day'));
  const moves = published !== undefined && day !== undefined && day !== published.day;
  return (
    <TextInput
      {...register('day')}
      label="Day"
      inputWrapperOrder={ORDER}
      description={<span aria-live="polite">{moves ? `Moves the page to ${dayName(day)} once this is approved. The old address sends its readers on.` : 'YYYY-MM-DD'}</span>}
      placeholder="2013-01-19"
      inputMode="numeric"
      autoComplete="off"
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
      description="The running story, if there is one. Stands before the headline."
      autoComplete="off"
      error={sentence('Topic', formState.errors.topic?.message)}
    />
  );
}

/** The headline: one line that may wrap, with its length and what is comfortable to read. */
export function HeadlineField() {
  const { control } = useEntryForm();
  return (
    <Controller
      control={control}
      name="headline"
      render={({ field, fieldState }) => (
        <div>
          <Textarea
            {...field}
            onChange={(event) => field.onChange(asOneLine(event.currentTarget.value))}
            onKeyDown={noLineBreak}
            label="Headline"
            autosize
            minRows={2}
            autoComplete="off"
            required
            withAsterisk={false}
            error={sentence('Headline', fieldState.error?.message)}
            aria-describedby="headline-length"
            classNames={{ input: 'entry-headline' }}
          />
          <LengthHint length={field.value.trim().length} hasProblem={fieldState.error !== undefined} />
        </div>
      )}
    />
  );
}

function LengthHint({ length, hasProblem }: { length: number; hasProblem: boolean }) {
  const state = length > LONGEST_HEADLINE ? 'over' : length > LONG_HEADLINE ? 'long' : 'good';
  const hint = { good: '', long: 'Long. Could it be shorter?', over: `Too long for a new headline: ${length - LONGEST_HEADLINE} over. Move details to the summary.` }[state];
  return (
    <p id="headline-length" className="entry-length" data-state={state}>
      <span className="tabular">
        {length} of {state === 'good' ? LONG_HEADLINE : LONGEST_HEADLINE} characters
      </span>
      {hint && !hasProblem && <span>{hint}</span>}
    </p>
  );
}

export function SummaryField() {
  const { control } = useEntryForm();
  return (
    <Controller
      control={control}
      name="summary"
      render={({ field, fieldState }) => (
        <Textarea
          {...field}
          onChange={(event) => field.onChange(asOneLine(event.currentTarget.value))}
          onKeyDown={noLineBreak}
          label="Summary"
          inputWrapperOrder={ORDER}
          description="One paragraph. Where there is none, the day’s page lists the contexts instead."
          autosize
          minRows={3}
          autoComplete="off"
          error={sentence('Summary', fieldState.error?.message)}
        />
      )}
    />
  );
}

/** The text is one line of the page; Enter would only be turned into a space. */
function noLineBreak(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault();
}
