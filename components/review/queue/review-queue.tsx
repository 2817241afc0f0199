'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import base from '#components/ui/base.module.css';
import { today } from '#components/ui/days/today.ts';
import { fetched } from '#components/ui/fetched.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { useQuestion } from '#components/ui/messages/use-question.tsx';
import type { QueueFilter } from '#lib/editorial/review/contract/review.ts';
import type { EntryItem } from '#lib/editorial/review/queries/queue-entries.ts';
import type { QueuePage } from '#lib/editorial/review/queries/review-queue.ts';
import { farAheadWords, isFarAhead } from '#lib/kernel/far-day.ts';
import type { ReviewItem } from '#lib/kernel/newsroom/review-item.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { ApprovalQuestion, approvalTitle } from '../decide/approval-question.tsx';
import { ChangeRow } from './change-row.tsx';
import styles from './queue.module.css';
import { queryOf } from './queue-address.ts';
import { QueueRow } from './queue-row.tsx';
import { useMarks } from './use-marks.ts';

const BulkBar = dynamic(() => fetched(() => import('./bulk-bar.tsx')).then((parts) => parts.BulkBar), {
  loading: () => null,
});

type Props = {
  page: QueuePage;
  filter: QueueFilter;
  person: { id: number; role: Role };
  fourEyes: boolean;
  isFirst: boolean;
};

/**
 * A list of the queue, a page at a time. Own work is in it too, marked. j and k go through it, Enter opens, x
 * selects an entry, X selects up to here, a approves what is selected.
 */
export function ReviewQueue({ page, filter, person, fourEyes, isFirst }: Props) {
  const entries = page.items.filter((item) => item.kind === 'entry');
  const marks = useMarks(entries.map(({ entry }): number => entry));
  const { marked } = marks;
  const [at, setAt] = useState<string>();
  const [asked, setAsked] = useState<BulkForm>();
  const small = useSmallFixes();
  const { question, askToApprove } = useApprovalQuestion(small.approve);
  const decides = may({ role: person.role }, 'entry.approve');
  const current = entries.find((item) => keyOf(item) === at);
  const approve = () => {
    if (marked.size) setAsked('approve');
    else if (current?.smallFix && decides) askToApprove(current);
  };
  useQueueKeys(page.items.map(keyOf), at, {
    mark: (range) => current && marks.mark(current.entry, range),
    approve: decides ? approve : undefined,
  });
  if (!page.items.length && isFirst) return <NothingHere filter={filter} />;
  return (
    <>
      {question}
      {asked && <OverlayComing />}
      {page.items.length ? (
        <>
          <QueueHint decides={decides} onAll={marks.all} />
          <QueueRows
            {...{ page, person, fourEyes, decides, marked, small }}
            query={queryOf(filter)}
            actions={{ mark: marks.mark, approve: askToApprove }}
            onFocus={setAt}
          />
        </>
      ) : (
        <EmptyState title="End of the queue." />
      )}
      <QueuePages filter={filter} isFirst={isFirst} next={page.next} />
      {marked.size > 0 && decides && (
        <BulkBar
          items={entries.filter(({ entry }) => marked.has(entry))}
          person={person.id}
          fourEyes={fourEyes}
          asked={asked}
          onAsk={setAsked}
          onClear={marks.clear}
        />
      )}
      <div role="status" className={base.visuallyHidden}>
        {small.said}
      </div>
    </>
  );
}

type BulkForm = 'approve' | 'request-changes' | 'assign';

/** Asks before a small fix is published from its row. */
function useApprovalQuestion(approve: (item: EntryItem) => Promise<void>) {
  const { question, ask } = useQuestion();
  const askToApprove = (item: EntryItem) =>
    ask({
      title: approvalTitle({ withdrawal: null, purpose: item.purpose }),
      body: (
        <ApprovalQuestion change={item} warnings={isFarAhead(item.day, today()) ? [farAheadWords(item.day)] : []} />
      ),
      yes: 'Publish it',
      run: () => approve(item),
    });
  return { question, askToApprove };
}

/** The keys of the list. `at` is the row that has the focus. */
function useQueueKeys(
  keys: readonly string[],
  at: string | undefined,
  { mark, approve }: { mark(range: boolean): void; approve: (() => void) | undefined },
) {
  const step = (by: number) => {
    const from = at === undefined ? -1 : keys.indexOf(at);
    const next = keys[Math.max(0, Math.min(keys.length - 1, from < 0 ? 0 : from + by))];
    if (next !== undefined) document.getElementById(`queue-${next}`)?.focus();
  };
  const shortcuts = Object.fromEntries<() => void>([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['x', () => mark(false)],
    ['X', () => mark(true)],
    ...(approve ? [['a', approve] as const] : []),
  ]);
  useShortcuts(shortcuts);
}

function QueueHint({ decides, onAll }: { decides: boolean; onAll(): void }) {
  return (
    <p className={`${styles.hint} ${base.dimmed}`}>
      <span className={styles.keys}>
        <kbd>j</kbd> <kbd>k</kbd> up and down, <kbd>Enter</kbd> opens, <kbd>x</kbd> selects, <kbd>Shift</kbd>{' '}
        <kbd>x</kbd> up to here
        {decides && (
          <>
            , <kbd>a</kbd> approves
          </>
        )}
        .{' '}
      </span>
      <button type="button" className={styles.linkLike} onClick={onAll}>
        Select all on this page
      </button>
    </p>
  );
}

type RowsProps = Pick<Props, 'page' | 'person' | 'fourEyes'> & {
  decides: boolean;
  marked: ReadonlySet<number>;
  small: ReturnType<typeof useSmallFixes>;
  query: string;
  actions: { mark(entry: number, range: boolean): void; approve(item: EntryItem): void };
  onFocus(key: string): void;
};

function QueueRows({ page, person, fourEyes, decides, marked, small, query, actions, onFocus }: RowsProps) {
  return (
    <ol className={styles.queue}>
      {page.items.map((item) => {
        const place = keyOf(item);
        const row = { place, href: `${item.link}${query}` };
        const focus = () => onFocus(place);
        return item.kind !== 'entry' ? (
          <ChangeRow
            key={place}
            {...row}
            item={item}
            isOwn={fourEyes && item.authors.some(({ id }) => id === person.id)}
            onFocus={focus}
          />
        ) : (
          <QueueRow
            key={place}
            {...{ ...row, item, fourEyes, decides }}
            person={person.id}
            marked={marked.has(item.entry)}
            busy={small.busy === item.entry}
            problem={small.problems.get(item.entry)}
            actions={{ ...actions, focus }}
          />
        );
      })}
    </ol>
  );
}

function QueuePages({ filter, isFirst, next }: Pick<Props, 'filter' | 'isFirst'> & Pick<QueuePage, 'next'>) {
  return (
    <nav className={styles.pages} aria-label="Pages of the queue">
      {!isFirst && (
        <LinkButton href={`/review${queryOf(filter)}`} variant="default">
          Back to the oldest
        </LinkButton>
      )}
      {next && (
        <LinkButton href={`/review${queryOf(filter, { cursor: next })}`} variant="default">
          More
        </LinkButton>
      )}
    </nav>
  );
}

/** What a row is called on this page: entries and changes have numbers of their own. */
function keyOf({ kind, id }: ReviewItem): string {
  return `${kind}-${id}`;
}

/** Approves small fixes from their rows, one at a time. */
function useSmallFixes() {
  const router = useRouter();
  const [busy, setBusy] = useState<number>();
  const [said, setSaid] = useState('');
  const [problems, setProblems] = useState<ReadonlyMap<number, string>>(new Map());
  const approve = async (item: EntryItem) => {
    if (busy !== undefined) return;
    setBusy(item.entry);
    const answer = await callApi('approveEntry', {
      params: { id: item.entry },
      body: { hash: item.hash, farDayConfirmed: isFarAhead(item.day, today()) },
    });
    setBusy(undefined);
    setProblems(new Map(answer.ok ? [] : [[item.entry, answer.problem.detail]]));
    setSaid(answer.ok ? `Published: ${item.title}` : '');
    if (answer.ok) router.refresh();
  };
  return { busy, said, problems, approve };
}

function NothingHere({ filter }: { filter: QueueFilter }) {
  if (!queryOf(filter))
    return (
      <EmptyState title="Nothing is waiting for review.">When an author submits an entry, it appears here.</EmptyState>
    );
  return (
    <EmptyState title="Nothing in this list." action={<LinkButton href="/review">Show the whole queue</LinkButton>}>
      Choose another list above.
    </EmptyState>
  );
}
