'use client';

import { Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { FORMATS, inOrder, RELATED_LIMITS } from '#lib/kernel/newsroom/export-settings.ts';
import styles from './exports.module.css';
import type { TargetFormState } from './schedule-field.tsx';
import { FORMAT_NAMES } from './target-words.ts';

const EDITIONS = [
  { value: '2017', label: '2017' },
  { value: '2018', label: '2018, with covers and changes' },
];

type Part = { form: TargetFormState; manages: boolean };

/** What a target gets: the edition, the related entries, the formats and the site. */
export function PageFields({ form, manages }: Part) {
  const { register, control, formState, setValue, getValues } = form;
  const errors = formState.errors.settings;
  const [edition, limit, readmes] = useWatch({
    control,
    name: ['settings.edition', 'settings.relatedLimit', 'settings.readmes'],
  });
  const most = RELATED_LIMITS[edition ?? '2017'];
  const limits = [...new Set([10, 5, limit ?? most])].filter((value) => value <= most).sort((a, b) => b - a);
  const keepWithin = () => setValue('settings.relatedLimit', RELATED_LIMITS[getValues('settings.edition') ?? '2017']);
  return (
    <fieldset disabled={!manages}>
      <legend>What is written</legend>
      <div className={styles.formPair}>
        <NativeSelect
          label="Edition"
          data={EDITIONS}
          defaultValue={getValues('settings.edition')}
          {...register('settings.edition', { onChange: keepWithin })}
          error={fieldError('The edition', errors?.edition)}
        />
        <NativeSelect
          label="Related entries on a page"
          data={limits.map((value) => ({ value: String(value), label: value === 0 ? 'None' : `At most ${value}` }))}
          defaultValue={getValues('settings.relatedLimit')}
          {...register('settings.relatedLimit', { valueAsNumber: true })}
          error={fieldError('The limit', errors?.relatedLimit)}
        />
        <NativeSelect
          label="Which related entries"
          data={[
            { value: 'chosen', label: 'Hand-picked' },
            { value: 'archive-rule', label: 'By shared contexts, as in the old archive' },
          ]}
          defaultValue={getValues('settings.related') ?? 'chosen'}
          {...register('settings.related')}
          error={fieldError('This choice', errors?.related)}
        />
      </div>
      <FormatsField form={form} />
      <Switch
        label="README.md beside every index.md, so that code hosts show the day"
        checked={readmes ?? false}
        onChange={(event) => setValue('settings.readmes', event.currentTarget.checked)}
      />
      <SiteFields form={form} />
    </fieldset>
  );
}

function FormatsField({ form: { control, formState, setValue } }: Pick<Part, 'form'>) {
  const formats = useWatch({ control, name: 'settings.formats' });
  return (
    <Checkbox.Group
      label="Formats"
      value={[...(formats ?? [])]}
      onChange={(values) => setValue('settings.formats', inOrder(values), { shouldValidate: formState.isSubmitted })}
      error={fieldError('This list', formState.errors.settings?.formats)}
    >
      <div className={styles.choiceRow}>
        {FORMATS.map((format) => (
          <Checkbox key={format} value={format} label={FORMAT_NAMES[format]} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function SiteFields({ form: { register, control, formState, getValues } }: Pick<Part, 'form'>) {
  const hasPageFormats = useWatch({ control, name: 'settings.formats' })?.some((format) => format !== 'md');
  const errors = formState.errors.settings?.site;
  return (
    <div className={styles.formPair}>
      <TextInput
        label="Address of the site"
        description={hasPageFormats ? 'Without it: no canonical links, no site map.' : 'Where readers find the tree.'}
        placeholder="https://news.example.org"
        type="url"
        autoComplete="off"
        defaultValue={getValues('settings.site.url')}
        {...register('settings.site.url')}
        error={fieldError('The address', errors?.url)}
      />
      <TextInput
        label="Title of the site"
        description="Pages and feeds carry it."
        autoComplete="off"
        defaultValue={getValues('settings.site.title')}
        {...register('settings.site.title')}
        error={fieldError('The title', errors?.title)}
      />
    </div>
  );
}
