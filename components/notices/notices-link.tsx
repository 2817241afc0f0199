'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import Link from 'next/link';
import base from '#components/ui/base.module.css';
import styles from './notices.module.css';
import { useUnread } from './unread.ts';

const MOST_SHOWN = 99;

/** The way to the notices, with how many are unread. */
export function NoticesLink({ unread }: { unread: number }) {
  const count = useUnread(unread);
  const shown = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
  return (
    <Tooltip label="Notices (g n)" withinPortal={false}>
      <ActionIcon
        component={Link}
        href="/notices"
        size="lg"
        color="gray"
        className={styles.link}
        aria-label={count ? `Notices, ${shown} unread` : 'Notices'}
      >
        <IconBell size={20} aria-hidden />
        {count > 0 && (
          <span className={`${styles.noticesCount} ${base.tabular}`} aria-hidden>
            {shown}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  );
}
