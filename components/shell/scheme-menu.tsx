'use client';

import { ActionIcon, Popover } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { fetched } from '#components/ui/fetched.ts';
import styles from './shell.module.css';

const SchemeChoice = dynamic(() => fetched(() => import('./scheme-choice.tsx')).then((found) => found.SchemeChoice), {
  ssr: false,
  loading: () => <span className={styles.schemeLoading} />,
});

/** Light, dark, or as the reader's system has it: behind a button of the header. */
export function SchemeMenu() {
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <ActionIcon size="lg" color="gray" aria-label="Colours">
          <IconSun size={18} aria-hidden className={styles.schemeSun} />
          <IconMoon size={18} aria-hidden className={styles.schemeMoon} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <SchemeChoice />
      </Popover.Dropdown>
    </Popover>
  );
}
