'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconAt,
  IconCalendarX,
  IconCheck,
  IconCircleCheck,
  IconClock,
  IconEye,
  IconFileX,
  IconKey,
  IconMail,
  IconMailOpened,
  IconMessage,
  IconUserCheck,
} from '@tabler/icons-react';
import Link from 'next/link';
import type { ComponentType } from 'react';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import type { NoticeKind } from '#lib/kernel/newsroom/recipients.ts';
import type { NoticeView } from '#lib/notices/queries/notices.ts';
import { noticePlace, noticeSentence } from '#lib/notices/rules/notice-words.ts';
import styles from './notices.module.css';

const SIGNS: Readonly<Record<NoticeKind, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>>> = {
  mentioned: IconAt,
  assigned: IconUserCheck,
  'schedule-failed': IconCalendarX,
  'changes-requested': IconArrowBackUp,
  withdrawn: IconFileX,
  approved: IconCircleCheck,
  'withdrawal-asked': IconFileX,
  discarded: IconFileX,
  commented: IconMessage,
  submitted: IconUserCheck,
  'pulled-back': IconArrowBackUp,
  scheduled: IconClock,
  'schedule-cancelled': IconCalendarX,
  resolved: IconCheck,
  'token-made': IconKey,
  'password-set': IconKey,
  'reset-link-made': IconKey,
  'access-changed': IconKey,
  'own-access-changed': IconKey,
  followed: IconEye,
};

/** One notice: what happened, to what, and the way there. Opening it marks it read. */
export function NoticeLine({
  notice,
  read,
  onMark,
}: {
  notice: NoticeView;
  read: boolean;
  onMark: (read: boolean) => void;
}) {
  const Sign = SIGNS[notice.kind];
  const quote = notice.text ?? notice.reason;
  const open = () => !read && onMark(true);
  const mark = read ? 'Mark as unread' : 'Mark as read';
  return (
    <li className={styles.line} data-unread={read ? undefined : true}>
      <Sign size={18} aria-hidden />
      <div className={styles.lineWords}>
        <p>
          {!read && <span className={base.visuallyHidden}>Unread: </span>}
          <Link
            href={noticePlace(notice)}
            className={styles.lineSays}
            prefetch={false}
            onClick={open}
            onAuxClick={open}
          >
            {noticeSentence(notice.kind, notice.by)}
            {notice.title && (
              <>
                : <bdi>{readableTitle(notice.title)}</bdi>
              </>
            )}
          </Link>
        </p>
        {quote && <p className={styles.lineQuote}>{quote}</p>}
        <p className={styles.lineFacts}>
          <TimeAgo at={notice.at} />
          {notice.day && <span className={base.tabular}> · {shortDayName(notice.day)}</span>}
          {notice.publishAt && (
            <span className={base.tabular}> · scheduled for {notice.publishAt.slice(0, 16).replace('T', ' ')} UTC</span>
          )}
        </p>
      </div>
      <Tooltip label={mark} withinPortal={false}>
        <ActionIcon
          color="gray"
          aria-label={`${mark}: ${notice.title ? readableTitle(notice.title) : noticeSentence(notice.kind, notice.by)}`}
          onClick={() => onMark(!read)}
        >
          {read ? <IconMail size={16} aria-hidden /> : <IconMailOpened size={16} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
