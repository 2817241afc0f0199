'use client';

import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChecks } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import base from '#components/ui/base.module.css';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { showUndo } from '#components/ui/messages/undo-message.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { NOTICE_KINDS, type NoticeKind } from '#lib/kernel/newsroom/recipients.ts';
import type { NoticeView } from '#lib/notices/queries/notices.ts';
import { kindName } from '#lib/notices/rules/notice-words.ts';
import { NoticeLine } from './notice-line.tsx';
import styles from './notices.module.css';
import { useMarkNotices } from './unread.ts';

type NoticeFilter = { unread: boolean; kind: NoticeKind | undefined };

/** What happened to what concerns me: a page of notices, newest first. A line stays where it is when it is marked. */
export function NoticesScreen({
  items,
  next,
  isFirst,
  shown,
}: {
  items: readonly NoticeView[];
  next: string | null;
  isFirst: boolean;
  shown: NoticeFilter;
}) {
  const { isRead, mark, markAll } = useMarking(items);
  return (
    <>
      <PageTitle
        title="Notices"
        note="News about what you wrote, review or follow."
        actions={
          <Button
            variant="default"
            leftSection={<IconChecks size={16} aria-hidden />}
            disabled={items.every(isRead) && !next}
            onClick={markAll}
          >
            Mark all as read
          </Button>
        }
      />
      <NoticesFilter shown={shown} />
      {items.length ? (
        <ul className={`${base.plainList} ${styles.list}`}>
          {items.map((notice) => (
            <NoticeLine
              key={notice.id}
              notice={notice}
              read={isRead(notice)}
              onMark={(read) => mark([notice.id], read)}
            />
          ))}
        </ul>
      ) : (
        <EmptyState title={emptyTitle(isFirst, shown)}>
          You are notified here when somebody approves, requests changes to or comments on your work, mentions you, or
          asks you for a review.
        </EmptyState>
      )}
      {(!isFirst || next) && <NoticesPages isFirst={isFirst} next={next} shown={shown} />}
    </>
  );
}

/** Which notices are read, with what was marked on this screen. */
function useMarking(items: readonly NoticeView[]) {
  const router = useRouter();
  const markNotices = useMarkNotices();
  const [marks, setMarks] = useState<ReadonlyMap<number, boolean>>(new Map());
  const isRead = (notice: NoticeView) => marks.get(notice.id) ?? notice.readAt !== null;
  const newest = items[0];

  async function mark(ids: number[], read: boolean) {
    setMarks((before) => new Map([...before, ...ids.map((id) => [id, read] as const)]));
    if (!(await markNotices({ ids, read }))) {
      setMarks((before) => new Map([...before, ...ids.map((id) => [id, !read] as const)]));
      notifications.show({
        color: 'red',
        title: 'Not marked',
        message: 'The server didn’t respond. Try again in a moment.',
      });
    }
  }

  async function markAll() {
    if (!newest) return;
    const marked = await markNotices({ upTo: newest.id });
    if (!marked)
      return notifications.show({
        color: 'red',
        title: 'Not marked',
        message: 'The server didn’t respond. Try again in a moment.',
      });
    settle();
    showUndo(
      marked.changed === 1 ? '1 notice marked as read.' : `${marked.changed} notices marked as read.`,
      async () => {
        await markNotices({ markedAt: marked.markedAt });
        settle();
      },
    );
  }

  function settle() {
    setMarks(new Map());
    router.refresh();
  }

  return { isRead, mark, markAll };
}

function NoticesPages({ isFirst, next, shown }: { isFirst: boolean; next: string | null; shown: NoticeFilter }) {
  return (
    <nav aria-label="Pages of the list" className={styles.pages}>
      {!isFirst && (
        <LinkButton href={noticesAddress(shown)} variant="default">
          Back to the latest
        </LinkButton>
      )}
      {next && (
        <LinkButton href={noticesAddress({ ...shown, cursor: next })} variant="default">
          Older
        </LinkButton>
      )}
    </nav>
  );
}

function NoticesFilter({ shown }: { shown: NoticeFilter }) {
  const router = useRouter();
  return (
    <div className={styles.filter}>
      <SegmentedControl
        aria-label="Which notices"
        value={shown.unread ? 'unread' : 'all'}
        onChange={(value) => router.push(noticesAddress({ ...shown, unread: value === 'unread' }))}
        data={[
          { value: 'all', label: 'All' },
          { value: 'unread', label: 'Unread' },
        ]}
      />
      <NativeSelect
        aria-label="Kind of notice"
        value={shown.kind ?? ''}
        onChange={(event) =>
          router.push(
            noticesAddress({ ...shown, kind: NOTICE_KINDS.find((kind) => kind === event.currentTarget.value) }),
          )
        }
        data={[
          { value: '', label: 'All kinds' },
          ...NOTICE_KINDS.map((kind) => ({ value: kind, label: kindName(kind) })),
        ]}
      />
    </div>
  );
}

function emptyTitle(isFirst: boolean, { unread, kind }: NoticeFilter): string {
  if (!isFirst) return 'End of the list.';
  if (kind) return unread ? 'No unread notice of this kind.' : 'No notice of this kind.';
  return unread ? 'All read.' : 'No notices yet.';
}

function noticesAddress({ unread, kind, cursor }: NoticeFilter & { cursor?: string }): string {
  const query = new URLSearchParams({
    ...(unread ? { unread: 'true' } : {}),
    ...(kind ? { kind } : {}),
    ...(cursor ? { cursor } : {}),
  }).toString();
  return query ? `/notices?${query}` : '/notices';
}
