import { Button, Group, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { onKeys } from '#components/keys/on-keys.ts';
import { useUnsent } from '#components/unsent/use-unsent.ts';

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
  const { words, write, sent } = useUnsent(place);
  const [isMissing, setIsMissing] = useState(false);
  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    setIsMissing(!words.trim());
    if (words.trim() && !busy && (await onSend(words))) sent();
  };
  return (
    <form
      className="review-reason"
      noValidate
      aria-label={name}
      onKeyDown={onKeys(['Escape', onCancel])}
      onSubmit={(submitted) => void submit(submitted)}
    >
      <Textarea
        label={asks}
        description={`The author sees this first${open ? `, together with ${open === 1 ? '1 open comment' : `${open} open comments`}` : ''}.`}
        autosize
        minRows={3}
        maxLength={5000}
        data-autofocus
        autoFocus
        value={words}
        onChange={(changed) => {
          write(changed.currentTarget.value);
          setIsMissing(false);
        }}
        error={isMissing && 'Enter a reason, so that the author knows what to change.'}
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
