'use client';

import { Button, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { archivedCopyForm } from '#lib/sources/contract/sources.ts';
import styles from './sources.module.css';

type Props = { source: number; known: string | null; onClose(): void };

/** Notes where an archived copy of an address is. */
export function ArchivedForm({ source, known, onClose }: Props) {
  const router = useRouter();
  const { register, errors, busy, problem, sends } = useApiForm({
    schema: archivedCopyForm,
    begin: { url: known ?? '' },
  });
  const save = sends(
    (body) => callApi('noteArchivedCopy', { params: { id: source }, body }),
    () => {
      onClose();
      router.refresh();
    },
  );
  return (
    <form className={styles.archived} onSubmit={save} noValidate>
      <ProblemNote text={problem?.detail} />
      <TextInput
        label="Address of the archived copy"
        description="Leave empty to remove it."
        inputMode="url"
        autoComplete="off"
        data-autofocus
        autoFocus
        {...register('url')}
        error={fieldError('The address', errors.url)}
      />
      <div>
        <Button type="submit" size="compact-sm" loading={busy}>
          Save
        </Button>
        <Button variant="default" size="compact-sm" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
