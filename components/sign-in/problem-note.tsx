'use client';

import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import './problem-note.css';

/** Why a form was not accepted, said as soon as it is there. */
export function ProblemNote({ text }: { text: string | undefined }) {
  return (
    <div role="alert" className="problem-note">
      {text && (
        <Alert variant="light" color="red" icon={<IconAlertCircle size={18} aria-hidden />} styles={{ message: { color: 'var(--mantine-color-text)' } }}>
          {text}
        </Alert>
      )}
    </div>
  );
}
