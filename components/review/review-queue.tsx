'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { useShortcuts } from '#components/shell/use-shortcuts.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { fetched } from '#components/ui/fetched.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { Role } from '#lib/domain/permission/role.ts';
import { may } from '#lib/domain/permission/table.ts';
import type { QueueItem, QueuePage } from '#lib/queries/review-queue.ts';
import type { QueueFilter } from '#lib/schemas/review.ts';
import { queryOf } from './queue-address.ts';
import { QueueRow } from './queue-row.tsx';
import { useMarks } from './use-marks.ts';
import './review.css';
import './comments.css';

const BulkBar = dynamic(() => fetched(() => import('./bulk-bar.tsx')).then((parts) => parts.BulkBar), { loading: () => null });

type Props = { page: QueuePage; filter: QueueFilter; person: { id: number; role: Role }; fourEyes: boolean; isFirst: boolean };

/** A list of the queue, a page at a time. Own work stands in it too, marked. j and k go through it, Enter opens, x selects, X selects up to here, a approves what is selected. */
export function ReviewQueue({ page, filter, person, fourEyes, isFirst }: Props) {
  const events: number[] = page.items.map(({ event }) => event);
  const { marked, mark, all, clear } = useMarks(events);
  const [at, setAt] = useState<number>();
  const [asked, setAsked] = useState<'approve' | 'request-changes' | 'assign'>();
  const small = useSmallFixes();
  const decides = may({ role: person.role }, 'entry.approve');
  const query = queryOf(filter);
  const step = (by: number) => {
    const from = at === undefined ? -1 : events.indexOf(at);
    const next = events[Math.max(0, Math.min(events.length - 1, from < 0 ? 0 : from + by))];
    if (next !== undefined) document.getElementById(`queue-${next}`)?.focus();
  };
  const markHere = (range: boolean) => at !== undefined && mark(at, range);
  const current = page.items.find(({ event }) => event === at);
  const approve = () => {
    if (marked.size) setAsked('approve');
    else if (current?.smallFix && decides) void small.approve(current);
  };
  const keys = Object.fromEntries<() => void>([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['x', () => markHere(false)],
    ['X', () => markHere(true)],
    ...(decides ? [['a', approve] as const] : []),
  ]);
  useShortcuts(keys);
  // The boxes take the same keys, which are silent in other fields.
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.target instanceof HTMLInputElement && event.target.type === 'checkbox' && !event.ctrlKey && !event.metaKey && !event.altKey ? keys[event.key] : undefined;
    if (!key) return;
    event.preventDefault();
    key();
  };
  if (!page.items.length && isFirst) return <NothingHere filter={filter} />;
  return (
    <>
      {page.items.length ? (
        <>
          <p className="queue-hint dimmed">
            <span className="queue-keys">
              <kbd>j</kbd> <kbd>k</kbd> up and down, <kbd>Enter</kbd> opens, <kbd>x</kbd> selects, <kbd>Shift</kbd> <kbd>x</kbd> up to here
              {decides && (
                <>
                  , <kbd>a</kbd> approves
                </>
              )}
              .{' '}
            </span>
            <button type="button" className="link-like" onClick={all}>
              Select all on this page
            </button>
          </p>
          <ol className="review-queue" onKeyDown={onKeyDown}>
            {page.items.map((item) => (
              <QueueRow
                key={item.event}
                item={item}
                href={`/review/${item.event}${query}`}
                person={person.id}
                fourEyes={fourEyes}
                decides={decides}
                marked={marked.has(item.event)}
                busy={small.busy === item.event}
                problem={small.problems.get(item.event)}
                verbs={{ mark, focus: setAt, approve: (one) => void small.approve(one) }}
              />
            ))}
          </ol>
        </>
      ) : (
        <EmptyState title="The queue ends here." />
      )}
      <nav className="review-pages" aria-label="Pages of the queue">
        {!isFirst && (
          <LinkButton href={`/review${query}`} variant="default">
            Back to the oldest
          </LinkButton>
        )}
        {page.next && (
          <LinkButton href={`/review${queryOf(filter, { cursor: page.next })}`} variant="default">
            More
          </LinkButton>
        )}
      </nav>
      {marked.size > 0 && decides && (
        <BulkBar items={page.items.filter(({ event }) => marked.has(event))} person={person.id} fourEyes={fourEyes} asked={asked} onAsk={setAsked} onClear={clear} />
      )}
      <div role="status" className="visually-hidden">
        {small.said}
      </div>
    </>
  );
}

/** Approves small fixes from their rows, one at a time. */
function useSmallFixes() {
  const router = useRouter();
  const [busy, setBusy] = useState<number>();
  const [said, setSaid] = useState('');
  const [problems, setProblems] = useState<ReadonlyMap<number, string>>(new Map());
  const approve = async (item: QueueItem) => {
    if (busy !== undefined) return;
    setBusy(item.event);
    const answer = await callApi('POST', `/events/${item.event}/approve`, { hash: item.hash });
    setBusy(undefined);
    setProblems(new Map(answer.ok ? [] : [[item.event, answer.problem.detail]]));
    setSaid(answer.ok ? `Published: ${item.title}` : '');
    if (answer.ok) router.refresh();
  };
  return { busy, said, problems, approve };
}

function NothingHere({ filter }: { filter: QueueFilter }) {
  if (!queryOf(filter)) return <EmptyState title="Nothing waits for review.">When an author submits an entry, it appears here.</EmptyState>;
  return (
    <EmptyState title="Nothing in this list." action={<LinkButton href="/review">The whole queue</LinkButton>}>
      Choose another list above.
    </EmptyState>
  );
}
