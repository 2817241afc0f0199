'use client';

import { Button, NativeSelect, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { useQuestion } from '#components/ui/messages/use-question.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { MOST_SOURCES, settingsChange } from '#lib/admin/contract/settings.ts';
import type { NewsroomSettings } from '#lib/kernel/newsroom/newsroom-settings.ts';
import styles from './settings.module.css';

const SOURCE_OPTIONS = Array.from({ length: MOST_SOURCES + 1 }, (_, count) => ({
  value: String(count),
  label: count ? String(count) : 'None',
}));

/** What applies to everyone. Every change is written to the audit log. */
export function SettingsScreen({ settings }: { settings: NewsroomSettings & { version: number } }) {
  const router = useRouter();
  const { register, handleSubmit, errors, busy, problem, sends } = useApiForm({
    schema: settingsChange,
    begin: { fourEyes: settings.fourEyes, leastSources: settings.leastSources },
  });
  const { question, ask } = useQuestion();
  const save = sends(
    (fields) => callApi('changeSettings', { body: fields, ifMatch: settings.version }),
    () => {
      notifications.show({ message: 'Settings saved.' });
      router.refresh();
    },
  );
  const submit = handleSubmit(({ fourEyes }) => {
    if (!settings.fourEyes || fourEyes) return save();
    ask({
      title: 'Let people approve their own work?',
      body: <p>Authors can then publish their own entries. While it is off, every page says so.</p>,
      yes: 'Turn off',
      isHarmful: true,
      run: () => save(),
    });
  });

  return (
    <>
      {question}
      <PageTitle title="Settings" note="These apply to everyone. The audit log shows who changed what." />
      <form className={styles.form} onSubmit={submit} noValidate>
        <ProblemNote text={problem?.detail} />
        <Switch
          label="Require a second person"
          description="Authors cannot approve their own entries. While this is off, every page says so."
          defaultChecked={settings.fourEyes}
          {...register('fourEyes')}
        />
        <NativeSelect
          classNames={{ wrapper: styles.number }}
          label="Minimum sources"
          description="How many independent sources an entry needs before it can be submitted."
          data={SOURCE_OPTIONS}
          defaultValue={String(settings.leastSources)}
          {...register('leastSources', { valueAsNumber: true })}
          error={fieldError('This number', errors.leastSources)}
        />
        <div>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </div>
      </form>
    </>
  );
}
