'use client';

import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import { callApi } from '#components/api-client.ts';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import type { TextView } from '#lib/editorial/entries/queries/entry-view.ts';
import { smallFix } from '#lib/editorial/review/contract/review.ts';
import styles from '../review.module.css';

type Props = {
  entry: number;
  /** The text that readers see. */
  published: Pick<TextView, 'revision' | 'fields'>;
  onClose(): void;
  /** It is before the reviewers now. */
  onSubmitted(): void;
};

const TEXTS = [
  { value: 'headline', label: 'Headline' },
  { value: 'topic', label: 'Topic' },
  { value: 'summary', label: 'Summary' },
] as const;

type TextFields = TextView['fields'];

/** Mends a few words or the address of a source of a published page, and puts that before the reviewers in one go. */
export function SmallFix({ entry, published, onClose, onSubmitted }: Props) {
  const { register, errors, busy, problem, choices, what, send } = useSmallFix({ entry, published, onSubmitted });
  const ofField = problem?.fields[0];
  return (
    <Modal opened onClose={onClose} title="Quick fix" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form noValidate onSubmit={send}>
        <NativeSelect label="What to fix" data={choices} data-autofocus {...register('what')} />
        <TextInput
          key={what}
          label={what.startsWith(SOURCE) ? 'Address' : 'Correction'}
          mt="sm"
          {...register(what)}
          error={fieldError('This', errors[what] ?? ofField)}
        />
        <TextInput
          label="Reason"
          description="Reviewers see this next to the change."
          mt="sm"
          {...register('reason')}
          error={fieldError('The reason', errors['reason'])}
        />
        {problem && !ofField && (
          <p className={styles.commentProblem} role="alert">
            {problem.detail}
          </p>
        )}
        <Group gap="xs" mt="md">
          <Button type="submit" loading={busy}>
            Submit for review
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** What is fixed, to what and why. What was typed for each choice is kept until the fix is sent. */
function useSmallFix({ entry, published, onSubmitted }: Omit<Props, 'onClose'>) {
  const { revision, fields } = published;
  const choices = choicesOf(fields);
  const said = Object.fromEntries(choices.map(({ value }) => [value, saidIn(fields, value)]));
  const place = `entry ${entry} revision ${revision} fix`;
  const [schema] = useState(() => fixForm(published));
  const { control, sends, ...form } = useApiForm({
    schema,
    begin: { ...said, what: choices[0]?.value ?? 'headline', reason: '' },
    keep: {
      reason: `${place} reason`,
      ...Object.fromEntries(choices.map(({ value }) => [value, `${place} ${value.replace(SOURCE, 'source ')}`])),
    },
    ofCode: { 'reason-missing': { field: 'reason', message: 'Enter a reason.' } },
  });
  const what = useWatch({ control, name: 'what' }) ?? 'headline';
  const send = sends((body) => callApi('fixEntry', { params: { id: entry }, body }), onSubmitted);
  return { ...form, choices, what, send };
}

/** A source is named by its place, in a word that can be the name of a field. */
const SOURCE = 'source-';

function choicesOf(fields: TextFields) {
  return [
    ...TEXTS.filter(({ value }) => fields[value]),
    ...fields.sources.map((source, i) => ({
      value: `${SOURCE}${i}`,
      label: `Source ${i + 1}: ${source.cover ? 'cover image' : source.name}`,
    })),
  ];
}

function saidIn(fields: TextFields, what: string): string {
  if (what.startsWith(SOURCE)) return fields.sources[Number(what.slice(SOURCE.length))]?.url ?? '';
  const named = TEXTS.find(({ value }) => value === what);
  return named ? fields[named.value] : '';
}

/** The fix that the fields of the form ask for; what is wrong with it is said at the one that is chosen. */
function fixForm({ revision, fields }: Props['published']) {
  return z.record(z.string(), z.string()).transform((typed, context) => {
    const { what = '', reason = '' } = typed;
    const value = typed[what] ?? '';
    const changed = what.startsWith(SOURCE) ? { source: { url: saidIn(fields, what), to: value } } : { [what]: value };
    const read = smallFix.safeParse({ revision, fields: changed, reason });
    if (read.success) return read.data;
    for (const { path, message } of read.error.issues)
      context.addIssue({ code: 'custom', path: [path[0] === 'reason' ? 'reason' : what], message });
    return z.NEVER;
  });
}
