'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import Link from 'next/link';
import { useUnread } from './unread.ts';
import './notices.css';

const MOST_SHOWN = 99;

/** The way to the notices, with how many are unread. */
export function Bell({ unread }: { unread: number }) {
  const count = useUnread(unread);
  const shown = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
  return (
    <Tooltip label="Notices (g n)" withinPortal={false}>
      <ActionIcon
        component={Link}
        href="/notices"
        size="lg"
        color="gray"
        className="bell"
        aria-label={count ? `Notices, ${shown} unread` : 'Notices'}
      >
        <IconBell size={20} aria-hidden />
        {count > 0 && (
          <span className="bell-count tabular" aria-hidden>
            {shown}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  );
}
