'use client';

import Link from 'next/link';
import { useMarkNotices } from '#components/notices/unread.ts';
import { readableTitle } from '#components/ui/readable-title.ts';
import styles from './desk.module.css';

/** The way to a line's entry; opening it marks the notice that brought it here as read. */
export function DeskTitle({ href, title, notice }: { href: string; title: string; notice: number | null }) {
  const markNotices = useMarkNotices();
  const open = () => {
    if (notice !== null) void markNotices({ ids: [notice], read: true });
  };
  return (
    <Link href={href} className={styles.itemTitle} onClick={open} onAuxClick={open}>
      <bdi>{notice === null ? title || 'No headline' : readableTitle(title)}</bdi>
    </Link>
  );
}
