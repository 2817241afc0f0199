'use client';

import { Modal, Switch } from '@mantine/core';
import { usePathname } from 'next/navigation';
import { useSingleKeys } from '#components/keys/single-keys.ts';
import base from '#components/ui/base.module.css';
import styles from './shell.module.css';
import { shortcutGroups } from './shortcut-groups.ts';

/**
 * The shortcuts in one place, and the switch for those of a single key, which speech input can set off by accident.
 * `reviews`: whether this person may.
 */
export function ShortcutOverview({ onClose, reviews }: { onClose: () => void; reviews: boolean }) {
  const [enabled, setEnabled] = useSingleKeys();
  const groups = shortcutGroups(usePathname(), reviews);
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={styles.shortcutGroups}>
        {groups.map(({ name, here, keys }) => (
          <section key={name} className={styles.shortcutGroup}>
            <h3>
              <bdi>{name}</bdi>
              {here && <span className={styles.shortcutHere}> (this screen)</span>}
            </h3>
            <dl className={styles.shortcutList}>
              {keys.map(({ keys: pressed, does }) => (
                <div key={pressed}>
                  <dt>
                    {pressed.split(' ').map((part) => (
                      <kbd key={part}>{part}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={base.dimmed}>On a Mac, use the Command key instead of Ctrl.</p>
      <Switch
        label="Single-key shortcuts are on"
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
    </Modal>
  );
}
