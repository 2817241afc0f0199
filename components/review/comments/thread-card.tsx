'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import { ChangeView } from '#components/diff/change-view.tsx';
import { OverlayComing } from '#components/keys/overlays.tsx';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { fetched } from '#components/ui/fetched.ts';
import { useHasUnsent } from '#components/unsent/use-unsent.ts';
import type { ThreadsView, ThreadView } from '#lib/editorial/comments/threads.ts';
import { partsOf } from '#lib/kernel/newsroom/mentions.ts';
import { namedIn } from '../named-in.ts';
import styles from '../review.module.css';
import { answerPlace } from './comment-place.ts';
import comments from './comments.module.css';
import type { ThreadActions } from './use-threads.ts';

const CommentForm = dynamic(() => fetched(() => import('./comment-form.tsx')).then((parts) => parts.CommentForm), {
  loading: OverlayComing,
});

type Props = { thread: ThreadView; view: ThreadsView; threads: ThreadActions; writes: boolean };

/**
 * One thread: what was said, by whom and when, and what became of the text that it was about. Resolved ones are
 * folded.
 */
export function ThreadCard({ thread, view, threads, writes }: Props) {
  const [answering, setAnswering] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const waits = useHasUnsent(answerPlace(thread.id), answering);
  const anchor = `thread-${thread.id}`;
  useArrival(anchor);
  const mark = async (to: 'resolve' | 'reopen') => setProblem(await threads.mark(thread.id, to));
  const talk = (
    <>
      {thread.since.length > 0 && <Since thread={thread} view={view} />}
      <Comments thread={thread} view={view} />
      {problem && (
        <p className={styles.commentProblem} role="alert">
          {problem.detail}
        </p>
      )}
      {writes && view.isOpen && !answering && (
        <div className={comments.threadActions}>
          <Button size="compact-sm" variant="default" onClick={() => setAnswering(true)}>
            {waits ? 'Continue your reply' : 'Reply'}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => void mark(thread.resolved ? 'reopen' : 'resolve')}>
            {thread.resolved ? 'Reopen' : 'Resolve'}
          </Button>
        </div>
      )}
      {answering && (
        <CommentForm
          place={answerPlace(thread.id)}
          label="Your reply"
          send="Reply"
          onSend={(text) => threads.answer(thread.id, text)}
          onClose={() => setAnswering(false)}
        />
      )}
    </>
  );
  if (!thread.resolved)
    return (
      <article className={comments.thread} id={anchor} tabIndex={-1}>
        {talk}
      </article>
    );
  return (
    <details className={`${comments.thread} ${comments.threadResolved}`} id={anchor} tabIndex={-1}>
      <summary>
        Resolved by <bdi>{thread.resolved.by.name}</bdi>:{' '}
        {thread.comments.length === 1 ? '1 comment' : `${thread.comments.length} comments`}
      </summary>
      {talk}
    </details>
  );
}

/** A notice leads to a thread by its address, which is there only once the threads were read. */
function useArrival(anchor: string): void {
  useEffect(() => {
    if (location.hash !== `#${anchor}`) return;
    const card = document.getElementById(anchor);
    if (card instanceof HTMLDetailsElement) card.open = true;
    card?.scrollIntoView({ block: 'center' });
    card?.focus({ preventScroll: true });
  }, [anchor]);
}

function Since({ thread, view }: Pick<Props, 'thread' | 'view'>) {
  const named = namedIn(view.names);
  return (
    <details className={comments.threadSince}>
      <summary>About an earlier revision</summary>
      {thread.since.map((change) => (
        <ChangeView key={change.field} change={change} named={named} />
      ))}
    </details>
  );
}

function Comments({ thread, view }: Pick<Props, 'thread' | 'view'>) {
  return (
    <ol className={`${base.plainList} ${comments.threadComments}`}>
      {thread.comments.map((comment) => (
        <li key={comment.id}>
          <p className={comments.commentBy}>
            <strong>
              <bdi>{comment.author.name}</bdi>
            </strong>{' '}
            <TimeAgo at={comment.at} />
          </p>
          <p className={comments.commentText}>
            <CommentText text={comment.text} view={view} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function CommentText({ text, view }: { text: string; view: ThreadsView }) {
  let at = 0;
  return partsOf(text).map((part) => {
    at += 1;
    if (typeof part === 'string') return <span key={at}>{part}</span>;
    return (
      <span key={at} className={comments.commentMention}>
        @<bdi>{view.people.find(({ id }) => id === part.person)?.name ?? `Person ${part.person}`}</bdi>
      </span>
    );
  });
}
