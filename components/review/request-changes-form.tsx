'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Group, Textarea } from '@mantine/core';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { changeRequest } from '#lib/schemas/entry.ts';

const withReason = changeRequest.refine(({ reason }) => reason.trim() !== '', { path: ['reason'], error: 'is empty. Say what has to change, so that the author can act on it.' });

type Fields = z.input<typeof withReason>;

/** The reason for which a proposal goes back to its author; `open` comments go with it. */
export function RequestChangesForm({ busy, open = 0, onSend, onCancel }: { busy: boolean; open?: number; onSend(reason: string): void; onCancel(): void }) {
  const { register, handleSubmit, formState } = useForm<Fields>({ defaultValues: { reason: '' }, resolver: zodResolver(withReason) });
  const problem = formState.errors.reason?.message;
  return (
    <form className="review-reason" noValidate aria-label="Request changes" onSubmit={handleSubmit(({ reason }) => onSend(reason))}>
      <Textarea
        {...register('reason')}
        label="What has to change"
        description={`The author reads this first.${open ? ` ${open === 1 ? '1 open comment goes' : `${open} open comments go`} with it.` : ''}`}
        autosize
        minRows={3}
        data-autofocus
        autoFocus
        error={problem && `The reason ${problem}`}
      />
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={busy}>
          Send back
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
