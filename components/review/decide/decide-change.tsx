'use client';

import { Button, Kbd } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ApiAnswer } from '#components/api-client.ts';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import { useCommands } from '#components/shell/commands.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import base from '#components/ui/base.module.css';
import { useQuestion } from '#components/ui/messages/use-question.tsx';
import type { QueueNeighbours } from '#lib/editorial/review/queries/review-queue.ts';
import type { ChangeKind, ReviewChange } from '#lib/kernel/newsroom/review-item.ts';
import { useNeighbourKeys } from '../queue/neighbours.tsx';
import styles from './decide.module.css';
import { RequestChangesForm } from './request-changes-form.tsx';
import { CHANGE_API, requestChanges } from './send-change.ts';

type Props = {
  change: ReviewChange;
  hash: string;
  title: string;
  /** What readers see of it, for the question before an approval. */
  about: string;
  mayApprove: boolean;
  mayReturn: boolean;
  isOwn: boolean;
  around: QueueNeighbours;
  query: string;
};

type DecisionAction = 'approve' | 'request-changes' | 'discard';

/**
 * How a reviewer says no: a change of names goes back to whoever asked, a page of prose is discarded, since its text
 * came from outside, and so is an order, since nothing of it could be changed.
 */
const RETURNS: Readonly<Record<ChangeKind, { action: DecisionAction; name: string; asks: string; yes: string }>> = {
  context: { action: 'request-changes', name: 'Request changes', asks: 'What should change', yes: 'Send request' },
  prose: { action: 'discard', name: 'Discard', asks: 'Reason for discarding', yes: 'Discard' },
  order: { action: 'discard', name: 'Discard', asks: 'Reason for discarding', yes: 'Discard' },
};

const DONE: Readonly<Record<DecisionAction, string>> = {
  approve: 'Published',
  'request-changes': 'Changes requested',
  discard: 'Discarded',
};

/**
 * The decision on a change that is no entry: approve it, say no with a reason, or discard one's own. Then the next
 * thing of the queue comes.
 */
export function DecideChange({ change, hash, title, about, mayApprove, mayReturn, isOwn, around, query }: Props) {
  const { busy, problem, decide } = useChangeDecision(title, `${around.next ?? '/review'}${query}`);
  const { question, ask } = useQuestion();
  const [asking, setAsking] = useState(false);
  const returns = RETURNS[change.kind];
  const api = CHANGE_API[change.kind];
  const approve = () =>
    ask({
      title: 'Publish this change now?',
      body: <About title={title} about={about} />,
      yes: 'Publish it',
      run: () => decide('approve', () => api.approve(change.id, hash)),
    });
  const discard = () =>
    ask({
      title: 'Discard this change?',
      body: <About title={title} about="Nothing changes for readers." />,
      yes: 'Discard it',
      run: () => decide('discard', () => api.discard(change.id, undefined)),
    });
  const sendNo = (reason: string) =>
    decide(returns.action, () =>
      returns.action === 'discard' ? api.discard(change.id, reason) : requestChanges(change.id, reason),
    );
  const saysNo = mayReturn ? () => setAsking(true) : undefined;
  useNeighbourKeys(around, query);
  useShortcuts({
    ...(mayApprove && !busy ? { a: approve } : {}),
    ...(saysNo ? { c: saysNo } : {}),
    ...(asking && Object.fromEntries([['Escape', () => setAsking(false)]])),
  });
  useDecisionCommands(mayApprove ? approve : undefined, saysNo, returns.name);
  return (
    <section aria-label="Decision">
      {question}
      <ProblemNote text={problem} />
      <ChangeButtons
        busy={busy}
        asking={asking}
        returnsAs={returns.name}
        onApprove={mayApprove ? approve : undefined}
        onReturn={saysNo}
        onDiscard={isOwn ? discard : undefined}
      />
      {asking && (
        <RequestChangesForm
          place={`${change.kind} ${change.id} ${returns.action}`}
          name={returns.name}
          asks={returns.asks}
          yes={returns.yes}
          busy={busy !== undefined}
          onSend={sendNo}
          onCancel={() => setAsking(false)}
        />
      )}
    </section>
  );
}

function useDecisionCommands(approve: (() => void) | undefined, sayNo: (() => void) | undefined, no: string): void {
  useCommands([
    ...(approve ? [{ name: 'Approve', keys: 'a', run: approve }] : []),
    ...(sayNo ? [{ name: no, keys: 'c', run: sayNo }] : []),
  ]);
}

type ButtonProps = {
  busy: DecisionAction | undefined;
  asking: boolean;
  returnsAs: string;
  onApprove: (() => void) | undefined;
  onReturn: (() => void) | undefined;
  onDiscard: (() => void) | undefined;
};

/** One button for each decision that this person may take. */
function ChangeButtons({ busy, asking, returnsAs, onApprove, onReturn, onDiscard }: ButtonProps) {
  return (
    <div className={styles.reviewBar}>
      {onApprove && (
        <Button
          loading={busy === 'approve'}
          aria-keyshortcuts="a"
          rightSection={<Kbd size="xs">a</Kbd>}
          onClick={onApprove}
        >
          Approve and publish
        </Button>
      )}
      {onReturn && (
        <Button
          variant="default"
          aria-expanded={asking}
          aria-keyshortcuts="c"
          rightSection={<Kbd size="xs">c</Kbd>}
          disabled={busy !== undefined}
          onClick={onReturn}
        >
          <bdi>{returnsAs}</bdi>…
        </Button>
      )}
      {onDiscard && (
        <Button variant="default" loading={busy === 'discard'} onClick={onDiscard}>
          Discard
        </Button>
      )}
    </div>
  );
}

/** Sends a decision. What was decided leaves for `next`; what was refused says why, over the state of now. */
function useChangeDecision(title: string, next: string) {
  const router = useRouter();
  const [busy, setBusy] = useState<DecisionAction>();
  const [problem, setProblem] = useState<string>();
  const decide = async (action: DecisionAction, send: () => Promise<ApiAnswer<unknown>>): Promise<boolean> => {
    if (busy) return false;
    setBusy(action);
    setProblem(undefined);
    const answer = await send();
    if (answer.ok) {
      notifications.show({ title: DONE[action], message: title });
      router.push(next);
    } else {
      setBusy(undefined);
      setProblem(answer.problem.detail);
    }
    router.refresh();
    return answer.ok;
  };
  return { busy, problem, decide };
}

function About({ title, about }: { title: string; about: string }) {
  return (
    <>
      <p dir="auto" className={styles.questionAbout}>
        {title}
      </p>
      <p className={base.dimmed}>{about}</p>
    </>
  );
}
