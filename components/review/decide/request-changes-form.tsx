import { Button, Group, Textarea } from '@mantine/core';
import { onKeys } from '#components/keys/on-keys.ts';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { changeRequestForm } from '#lib/editorial/entries/contract/entry.ts';
import styles from './decide.module.css';

/**
 * `place` is where the words are kept until they were sent. `name`, `asks` and `yes` are the form, its question and its
 * button.
 */
type Props = {
  place: string;
  busy: boolean;
  open?: number;
  name?: string;
  asks?: string;
  yes?: string;
  onSend(reason: string): Promise<boolean>;
  onCancel(): void;
};

/**
 * The reason for which a proposal goes back to its author; `open` comments go with it. It is kept until it was sent.
 */
export function RequestChangesForm({
  place,
  busy,
  open = 0,
  name = 'Request changes',
  asks = 'What should change',
  yes = 'Send request',
  onSend,
  onCancel,
}: Props) {
  const { register, handleSubmit, forget, errors } = useApiForm({
    schema: changeRequestForm,
    begin: { reason: '' },
    keep: { reason: place },
  });
  const submit = handleSubmit(async ({ reason }) => {
    if (!busy && (await onSend(reason))) forget();
  });
  return (
    <form
      className={styles.reviewReason}
      noValidate
      aria-label={name}
      onKeyDown={onKeys(['Escape', onCancel])}
      onSubmit={submit}
    >
      <Textarea
        label={asks}
        description={
          'The author sees this ' +
          `first${open ? `, together with ${open === 1 ? '1 open comment' : `${open} open comments`}` : ''}.`
        }
        autosize
        minRows={3}
        maxLength={5000}
        data-autofocus
        autoFocus
        {...register('reason')}
        error={fieldError('The reason', errors.reason)}
      />
      <Group gap="xs" mt="sm">
        <Button type="submit" loading={busy}>
          {yes}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
