'use client';

import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useWatch } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { TargetView } from '#lib/exchange/export/queries/targets.ts';
import { RELATED_LIMITS } from '#lib/kernel/newsroom/export-settings.ts';
import { type TargetFields, targetFields } from '#lib/runs/contract/exports.ts';
import styles from './exports.module.css';
import { PageFields } from './page-fields.tsx';
import { ScheduleField, type TargetFormState } from './schedule-field.tsx';

const KINDS = [
  { value: 'folder', label: 'Folder on this server' },
  { value: 'git', label: 'Git repository' },
];
const NEW_TARGET: TargetFields = {
  name: '',
  kind: 'folder',
  place: '',
  settings: {
    edition: '2017',
    formats: ['md'],
    readmes: false,
    relatedLimit: RELATED_LIMITS['2017'],
    site: { url: '', title: 'Dateline' },
  },
  schedule: null,
  onApproval: false,
  debounceSeconds: 0,
};

/** The form of a target, new or known; whoever may not change it reads it. */
export function TargetForm({ target, manages }: { target?: TargetView; manages: boolean }) {
  const router = useRouter();
  const { problem, busy, sends, ...form } = useApiForm({
    schema: targetFields,
    begin: target ? fieldsOf(target) : NEW_TARGET,
    ofCode: { 'name-taken': { field: 'name', message: 'is taken: another target has it.' } },
    leaves: true,
  });
  const save = sends<unknown>(
    (input) =>
      target
        ? callApi('changeTarget', { params: { id: target.id }, body: input, ifMatch: target.version })
        : callApi('createTarget', { body: input }),
    (_, { name }) => {
      notifications.show({
        message: target ? `${name} was changed.` : `${name} was created. Make a plan to see what it would get.`,
      });
      router.push('/exports');
      router.refresh();
    },
  );

  return (
    <form className={styles.targetForm} onSubmit={save} noValidate aria-label="Target">
      <ProblemNote text={problem?.detail} />
      <PlaceFields form={form} manages={manages} />
      <PageFields form={form} manages={manages} />
      <TimeFields form={form} manages={manages} />
      <div className={styles.formActions}>
        {manages && (
          <Button type="submit" loading={busy}>
            {target ? 'Save' : 'Create target'}
          </Button>
        )}
        <LinkButton href="/exports" variant="default">
          {manages ? 'Cancel' : 'Back'}
        </LinkButton>
      </div>
    </form>
  );
}

/** The server renders each field with its value, so that nothing is empty until the browser has taken over. */
type Part = { form: TargetFormState; manages: boolean };

function PlaceFields({ form: { register, control, formState, setValue, getValues }, manages }: Part) {
  const { errors } = formState;
  const isGit = useWatch({ control, name: 'kind' }) === 'git';
  return (
    <fieldset disabled={!manages}>
      <legend>Where</legend>
      <TextInput
        label="Name"
        autoComplete="off"
        defaultValue={getValues('name')}
        {...register('name')}
        error={fieldError('The name', errors.name)}
      />
      <NativeSelect
        label="Kind"
        data={KINDS}
        defaultValue={getValues('kind')}
        {...register('kind', { onChange: () => setValue('settings.branch', undefined) })}
        error={fieldError('The kind', errors.kind)}
      />
      <TextInput
        label={isGit ? 'Remote' : 'Folder'}
        description={
          isGit
            ? 'The address that git pushes to: https://… or ssh, or a path on this server. Each run makes one ' +
              'commit and never forces a push.'
            : 'A name below the export root of this server, such as site or sites/news. Other files there are left ' +
              'alone.'
        }
        autoComplete="off"
        spellCheck={false}
        defaultValue={getValues('place')}
        {...register('place')}
        error={fieldError(isGit ? 'The remote' : 'The folder', errors.place)}
      />
      {isGit && (
        <TextInput
          label="Branch"
          description="Leave empty for main"
          autoComplete="off"
          spellCheck={false}
          defaultValue={getValues('settings.branch')}
          {...register('settings.branch', { setValueAs: (text: string | undefined) => text?.trim() || undefined })}
          error={fieldError('The branch', errors.settings?.branch)}
        />
      )}
    </fieldset>
  );
}

function TimeFields({ form, manages }: Part) {
  const { register, control, formState, setValue, getValues } = form;
  const onApproval = useWatch({ control, name: 'onApproval' });
  return (
    <fieldset disabled={!manages}>
      <legend>When</legend>
      <ScheduleField form={form} />
      <Switch
        label="After each approval"
        checked={onApproval ?? false}
        onChange={(event) => setValue('onApproval', event.currentTarget.checked)}
      />
      {onApproval && (
        <TextInput
          label="Seconds to wait after an approval"
          description="Approvals that come while it waits share one run."
          type="number"
          min={0}
          inputMode="numeric"
          defaultValue={getValues('debounceSeconds')}
          {...register('debounceSeconds', { valueAsNumber: true })}
          error={fieldError('The wait', formState.errors.debounceSeconds)}
        />
      )}
    </fieldset>
  );
}

function fieldsOf({ name, kind, place, settings, schedule, onApproval, debounceSeconds }: TargetView): TargetFields {
  return {
    name,
    kind,
    place,
    settings: { ...settings, formats: [...settings.formats] },
    schedule,
    onApproval,
    debounceSeconds,
  };
}
