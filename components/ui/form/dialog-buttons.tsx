import { Button, type ButtonProps, Group } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = Pick<ButtonProps, 'color' | 'disabled'> & {
  /** What the submit button does, as a verb. */
  submit: ReactNode;
  busy: boolean;
  onCancel(): void;
};

/** The buttons at the foot of a dialog with a form: away without a change, and the action. */
export function DialogButtons({ submit, busy, onCancel, ...button }: Props) {
  return (
    <Group justify="flex-end" gap="var(--dl-space-8)">
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" loading={busy} {...button}>
        {submit}
      </Button>
    </Group>
  );
}
