'use client';

import { Button, CopyButton, Modal, TextInput } from '@mantine/core';
import styles from './people.module.css';

/** A link that is shown once. */
export type MadeLink = { title: string; email: string; link: string; mailed: boolean; life: string };

/** Shows a one-time link to copy; open while there is one. */
export function OneTimeLink({ made, onClose }: { made: MadeLink | undefined; onClose: () => void }) {
  return (
    <Modal
      opened={made !== undefined}
      onClose={onClose}
      title={made?.title}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {made && (
        <div className={styles.form}>
          <p className={styles.onceSays}>
            {made.mailed
              ? `It was emailed to ${made.email}. `
              : `It was not emailed: send it to ${made.email} yourself. `}
            It works once, for {made.life}, and is not shown again.
          </p>
          <TextInput
            label="Link"
            value={made.link}
            readOnly
            data-autofocus
            onFocus={(event) => event.currentTarget.select()}
          />
          <div className={styles.formActions}>
            <CopyButton value={made.link}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy link'}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>Done</Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
