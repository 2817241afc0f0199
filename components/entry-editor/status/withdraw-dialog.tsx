'use client';

import { Button, Group, Input, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import { useUnsent } from '#components/unsent/use-unsent.ts';
import { EventSearch } from '../fields/event-search.tsx';
import type { NamedEvent } from '../fields/use-names.ts';
import { sentence } from '../form/entry-form.ts';
import type { AskedWithdrawal } from '../model/state.ts';

type Props = {
  opened: boolean;
  own: number;
  onClose(): void;
  onAsk(asked: AskedWithdrawal): Promise<ApiProblem | undefined>;
};

/** Asks why a published page shall go, and where its readers are sent. */
export function WithdrawDialog({ opened, onClose, ...rest }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Withdraw this entry"
      closeButtonProps={{ 'aria-label': 'Close' }}
      size="lg"
      centered
    >
      <WithdrawForm onClose={onClose} {...rest} />
    </Modal>
  );
}

function WithdrawForm({ own, onClose, onAsk }: Omit<Props, 'opened'>) {
  const { words: reason, write: setReason, sent } = useUnsent(`entry ${own} withdraw`);
  const [target, setTarget] = useState<NamedEvent>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) return setProblem(EMPTY);
    if (busy) return;
    setBusy(true);
    const refused = await onAsk({ reason, ...(target ? { redirectTo: target.id } : {}) });
    setBusy(false);
    setProblem(refused);
    if (!refused) sent();
  };
  const atReason = problem?.code === 'reason-missing' ? problem.detail : undefined;
  const atTarget = problem?.fields.find(({ field }) => field === 'redirectTo')?.message;
  return (
    <form noValidate aria-label="Withdraw this entry" className="withdraw-form" onSubmit={(event) => void ask(event)}>
      <p>
        A reviewer has to approve this. The page is then removed from the archive. Its text stays in the history, and
        you can restore it at the same address.
      </p>
      {problem && !atReason && !atTarget && (
        <Notice kind="problem" title={problem.title} urgent>
          {problem.detail}
        </Notice>
      )}
      <Textarea
        label="Reason for withdrawal"
        description="Reviewers see this, and anyone who opens the entry later."
        autosize
        minRows={3}
        maxLength={5000}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={atReason}
      />
      <TargetChoice target={target} own={own} problem={sentence('The entry', atTarget)} onChoose={setTarget} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" color="red.9" loading={busy}>
          Request withdrawal
        </Button>
      </Group>
    </form>
  );
}

type ChoiceProps = {
  target: NamedEvent | undefined;
  own: number;
  problem: string | undefined;
  onChoose(target: NamedEvent | undefined): void;
};

/** The page that readers are sent to, or the search for one. */
function TargetChoice({ target, own, problem, onChoose }: ChoiceProps) {
  if (!target)
    return (
      <EventSearch
        label="Redirect readers to (optional)"
        labelled
        published
        floating
        without={[own]}
        onChoose={onChoose}
        problem={problem}
      />
    );
  return (
    <Input.Wrapper label="Redirect readers to" error={problem}>
      <div className="withdraw-target">
        <span>
          <span className="tabular nowrap dimmed">{target.day}</span> <bdi>{target.title}</bdi>
        </span>
        <Button size="compact-sm" variant="default" onClick={() => onChoose(undefined)}>
          Remove
        </Button>
      </div>
    </Input.Wrapper>
  );
}

const EMPTY: ApiProblem = {
  status: 400,
  code: 'reason-missing',
  title: 'Reason missing',
  detail: 'Enter a reason.',
  fields: [],
};
