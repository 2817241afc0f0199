'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, NativeSelect, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { saidOf } from '#components/sign-in/said-of.ts';
import { useQuestion } from '#components/ui/messages/use-question.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { MOST_SOURCES, settingsChange } from '#lib/admin/contract/settings.ts';
import type { NewsroomSettings } from '#lib/kernel/newsroom/newsroom-settings.ts';
import './settings.css';

const SOURCE_OPTIONS = Array.from({ length: MOST_SOURCES + 1 }, (_, count) => ({
  value: String(count),
  label: count ? String(count) : 'None',
}));

/** What is the same for everybody. A change of it is written into the audit log. */
export function SettingsScreen({ settings }: { settings: NewsroomSettings & { version: number } }) {
  const router = useRouter();
  const { register, handleSubmit, formState } = useForm<NewsroomSettings>({
    resolver: zodResolver(settingsChange) as never,
    defaultValues: { fourEyes: settings.fourEyes, leastSources: settings.leastSources },
  });
  const [problem, setProblem] = useState<string>();
  const { question, ask } = useQuestion();
  const { errors, isSubmitting } = formState;

  function submit(fields: NewsroomSettings) {
    if (!settings.fourEyes || fields.fourEyes) return save(fields);
    ask({
      title: 'Let people approve their own work?',
      body: <p>Without four eyes, whoever wrote an entry can publish it alone. Every page says so while it is off.</p>,
      yes: 'Switch four eyes off',
      no: 'Keep four eyes',
      isHarmful: true,
      run: () => save(fields),
    });
  }

  async function save(fields: NewsroomSettings) {
    setProblem(undefined);
    const answer = await callApi('changeSettings', { body: fields, ifMatch: settings.version });
    if (!answer.ok) return setProblem(answer.problem.detail);
    notifications.show({ message: 'The settings are saved.' });
    router.refresh();
  }

  return (
    <>
      {question}
      <PageTitle title="Settings" note="They hold for everybody at once. Who changed what stands in the audit log." />
      <form className="settings-form" onSubmit={handleSubmit(submit)} noValidate>
        <ProblemNote text={problem} />
        <Switch
          label="Four eyes"
          description="Whoever wrote a part of an entry cannot approve it. While this is off, every page says so."
          defaultChecked={settings.fourEyes}
          {...register('fourEyes')}
        />
        <NativeSelect
          classNames={{ wrapper: 'settings-number' }}
          label="Sources at least"
          description="How many independent sources an entry needs before it can be submitted."
          data={SOURCE_OPTIONS}
          defaultValue={String(settings.leastSources)}
          {...register('leastSources', { valueAsNumber: true })}
          error={saidOf('It', errors.leastSources)}
        />
        <div>
          <Button type="submit" loading={isSubmitting}>
            Save
          </Button>
        </div>
      </form>
    </>
  );
}
