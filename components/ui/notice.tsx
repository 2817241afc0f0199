import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

const COLORS = { problem: 'red', care: 'orange', offer: 'yellow' } as const;
const WORDS = { title: { color: 'var(--mantine-color-text)' }, message: { color: 'var(--mantine-color-text)' } };

/** A message that stays until its cause is gone. `urgent` is said at once by screen readers. */
export function Notice({ kind, title, urgent = false, children }: { kind: keyof typeof COLORS; title: string; urgent?: boolean; children?: ReactNode }) {
  return (
    <Alert variant="light" color={COLORS[kind]} title={title} role={urgent ? 'alert' : 'note'} styles={WORDS}>
      {children}
    </Alert>
  );
}
