'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import styles from './day.module.css';

/** What an editor does with an order that was moved: put it before the reviewers, or put it back. */
export function ProposeOrder({ onPropose, onReset }: { onPropose(): Promise<void>; onReset(): void }) {
  const [busy, setBusy] = useState(false);
  const propose = async () => {
    setBusy(true);
    await onPropose();
    setBusy(false);
  };
  return (
    <div className={styles.propose}>
      <p>Only reviewers can change the order of a day. You can propose this one.</p>
      <Button size="compact-md" loading={busy} onClick={() => void propose()}>
        Propose this order
      </Button>
      <Button size="compact-md" variant="subtle" disabled={busy} onClick={onReset}>
        Reset order
      </Button>
    </div>
  );
}
