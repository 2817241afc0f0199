'use client';

import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import { useUnsent } from '#components/unsent/use-unsent.ts';
import type { TextView } from '#lib/editorial/entries/queries/event-view.ts';

type Props = {
  event: number;
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

type TextName = (typeof TEXTS)[number]['value'];

/** Mends a few words or the address of a source of a published page, and puts that before the reviewers in one go. */
export function SmallFix({ event, published, onClose, onSubmitted }: Props) {
  const { choices, what, choose, isSource, value, setValue, reason, setReason, busy, problem, send } = useSmallFix({
    event,
    published,
    onSubmitted,
  });
  const ofField = problem?.fields[0];
  const noReason = problem?.code === 'reason-missing';
  return (
    <Modal opened onClose={onClose} title="Quick fix" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        noValidate
        className="small-fix"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void send();
        }}
      >
        <NativeSelect
          label="What to fix"
          data={choices}
          value={what}
          data-autofocus
          onChange={(changed) => choose(changed.currentTarget.value)}
        />
        <TextInput
          label={isSource ? 'Address' : 'Correction'}
          mt="sm"
          value={value}
          error={ofField && `This ${ofField.message}`}
          onChange={(changed) => setValue(changed.currentTarget.value)}
        />
        <TextInput
          label="Reason"
          description="Reviewers see this next to the change."
          mt="sm"
          value={reason}
          error={noReason && 'Enter a reason.'}
          onChange={(changed) => setReason(changed.currentTarget.value)}
        />
        {problem && !ofField && !noReason && (
          <p className="comment-problem" role="alert">
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

/** What is fixed, to what and why; it is kept until it is sent. */
function useSmallFix({ event, published: { revision, fields }, onSubmitted }: Omit<Props, 'onClose'>) {
  const choices = [
    ...TEXTS.filter(({ value }) => fields[value]),
    ...fields.sources.map((source, i) => ({
      value: `source ${i}`,
      label: `Source ${i + 1}: ${source.cover ? 'cover image' : source.name}`,
    })),
  ];
  const saidIn = (what: string) =>
    what.startsWith('source ') ? (fields.sources[Number(what.slice(7))]?.url ?? '') : (fields[what as TextName] ?? '');
  const [what, setWhat] = useState<string>(choices[0]?.value ?? 'headline');
  const place = `entry ${event} revision ${revision} fix`;
  const { words: value, write: setValue, sent: sentValue } = useUnsent(`${place} ${what}`, saidIn(what));
  const { words: reason, write: setReason, sent: sentReason } = useUnsent(`${place} reason`);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const isSource = what.startsWith('source ');
  const choose = (other: string) => {
    setWhat(other);
    setProblem(undefined);
  };
  const send = async () => {
    if (busy) return;
    setBusy(true);
    const changed = isSource ? { source: { url: saidIn(what), to: value } } : { [what]: value };
    const answer = await callApi('fixEntry', { params: { id: event }, body: { revision, fields: changed, reason } });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    sentValue();
    sentReason();
    onSubmitted();
  };
  return { choices, what, choose, isSource, value, setValue, reason, setReason, busy, problem, send };
}
