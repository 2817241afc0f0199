'use client';

import { Drawer } from '@mantine/core';
import { GoToDay } from './go-to-day.tsx';
import { NavLinks } from './nav-links.tsx';
import type { NavState } from './places.ts';
import { SchemeChoice } from './scheme-choice.tsx';
import styles from './shell.module.css';

/** The navigation of a narrow screen. */
export function NavDrawer({ facts, opened, onClose }: { facts: NavState; opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title="Dateline"
      size={280}
      closeButtonProps={{ 'aria-label': 'Close navigation', size: 'lg' }}
    >
      <nav aria-label="Newsroom" className={styles.drawer}>
        <GoToDay onLeave={onClose} />
        <NavLinks {...facts} onLeave={onClose} />
      </nav>
      <SchemeChoice />
    </Drawer>
  );
}
