'use client';

import { Button, Input, Modal, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import { withdrawalForm } from '#lib/editorial/entries/contract/entry.ts';
import { EntryPicker } from '../fields/entry-picker.tsx';
import type { NamedEntry } from '../fields/use-names.ts';
import type { WithdrawalRequest } from '../model/state.ts';
import styles from './status.module.css';

type Props = {
  opened: boolean;
  own: number;
  onClose(): void;
  onAsk(asked: WithdrawalRequest): Promise<ApiProblem | undefined>;
};

/** Asks why a published page should be withdrawn, and where its readers are sent. */
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
  const { register, setValue, errors, busy, problem, ask } = useWithdrawal(own, onAsk);
  const [target, setTarget] = useState<NamedEntry>();
  const choose = (chosen: NamedEntry | undefined) => {
    setTarget(chosen);
    setValue('redirectTo', chosen?.id, { shouldValidate: errors.redirectTo !== undefined });
  };
  return (
    <form noValidate aria-label="Withdraw this entry" className={styles.withdrawForm} onSubmit={ask}>
      <p>
        A reviewer has to approve this. The page is then removed from the archive. Its text stays in the history, and
        you can restore it at the same address.
      </p>
      {problem && (
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
        {...register('reason')}
        error={fieldError('The reason', errors.reason)}
      />
      <TargetChoice target={target} own={own} problem={fieldError('The entry', errors.redirectTo)} onChoose={choose} />
      <DialogButtons submit="Request withdrawal" busy={busy} onCancel={onClose} color="red.9" />
    </form>
  );
}

function useWithdrawal(own: number, onAsk: Props['onAsk']) {
  const { handleSubmit, refuse, forget, ...form } = useApiForm({
    schema: withdrawalForm,
    begin: { reason: '', redirectTo: undefined },
    keep: { reason: `entry ${own} withdraw` },
    ofCode: { 'reason-missing': { field: 'reason' } },
  });
  const ask = handleSubmit(async ({ reason, redirectTo }) => {
    const refused = await onAsk({ reason, ...(redirectTo === undefined ? {} : { redirectTo }) });
    if (refused) return refuse(refused);
    forget();
  });
  return { ...form, ask };
}

type ChoiceProps = {
  target: NamedEntry | undefined;
  own: number;
  problem: ReactNode;
  onChoose(target: NamedEntry | undefined): void;
};

/** The page that readers are sent to, or the search for one. */
function TargetChoice({ target, own, problem, onChoose }: ChoiceProps) {
  if (!target)
    return (
      <EntryPicker
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
      <div className={styles.withdrawTarget}>
        <span>
          <span className={`${base.tabular} ${base.nowrap} ${base.dimmed}`}>{target.day}</span>{' '}
          <bdi>{readableTitle(target.title)}</bdi>
        </span>
        <Button size="compact-sm" variant="default" onClick={() => onChoose(undefined)}>
          Remove
        </Button>
      </div>
    </Input.Wrapper>
  );
}
