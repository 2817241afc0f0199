'use client';

import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { EvidenceLine } from '#components/sources/evidence-line.tsx';
import { fetched } from '#components/ui/fetched.ts';
import { PageTitle } from '#components/ui/page-title.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Role } from '#lib/domain/permission/role.ts';
import { may } from '#lib/domain/permission/table.ts';
import type { Evidence } from '#lib/domain/source/evidence.ts';
import type { ProposalChange } from '#lib/queries/proposal-change.ts';
import { AbsorbedEntry } from './absorbed-entry.tsx';
import { AssignControl } from './assign-control.tsx';
import { ChangeTabs } from './change-tabs.tsx';
import { type Asking, DecisionBar, ScheduledNote } from './decision-bar.tsx';
import { FieldThreads } from './field-threads.tsx';
import { Formerly, Refused, StaleBase, SureNotice } from './proposal-notices.tsx';
import { PURPOSE_WORDS } from './purpose-words.ts';
import { useDecision } from './use-decision.tsx';
import { useThreads } from './use-threads.ts';
import { WithdrawalDetails } from './withdrawal-details.tsx';
import './review.css';

const RequestChangesForm = dynamic(() => fetched(() => import('./request-changes-form.tsx')).then((parts) => parts.RequestChangesForm), { loading: () => null });
const ScheduleForm = dynamic(() => fetched(() => import('./schedule-form.tsx')).then((parts) => parts.ScheduleForm), { loading: () => null });

type Props = { change: ProposalChange; evidence: Evidence; person: { id: number; role: Role }; query: string };

/** One proposal on a reviewer's desk: what it changes, what is said of it, and the decision. Approves the very content that is shown. `query` is the list it belongs to. */
export function ReviewProposal({ change, evidence, person, query }: Props) {
  const { busy, problem, decide } = useDecision(change, query);
  const threads = useThreads(change.event, { first: change.threads, revision: change.revision });
  const [asking, setAsking] = useState<Asking>();
  const router = useRouter();
  const why = whyNot(change, person);
  const isStale = change.publishedSince !== null;
  const open = threads.view?.items.filter((thread) => !thread.resolved).length ?? 0;
  const care = unusual(open, evidence);
  const writes = may({ role: person.role }, 'comment.write');
  const approve = (sure: boolean) => {
    if (why || busy || isStale) return;
    if (!sure && care.length) setAsking('sure');
    else void decide('approve', { hash: change.hash });
  };
  const ask = (what: Asking) => {
    if (!why && !(what === 'time' && isStale)) setAsking((now) => (now === what ? undefined : what));
  };
  const goTo = (event: number | null) => event !== null && router.push(`/review/${event}${query}`);
  useHotkeys([
    // A key that is held down must not approve the next one too.
    ['a', (event) => void (event.repeat || approve(asking === 'sure'))],
    ['c', () => ask('changes')],
    ['t', () => ask('time')],
    ['Escape', () => setAsking(undefined)],
    ['j', () => goTo(change.next)],
    ['k', () => goTo(change.previous)],
  ]);
  const setTime = async (at: string) => {
    if (await decide('schedule', { hash: change.hash, at })) setAsking(undefined);
  };
  return (
    <article>
      <PageTitle title={change.title} kicker={<Kicker change={change} />} note={<Byline change={change} />} actions={<Neighbours change={change} query={query} />} />
      <DecisionBar
        change={change}
        why={why}
        busy={busy}
        asking={asking}
        isStale={isStale}
        onApprove={() => approve(asking === 'sure')}
        onAsk={ask}
        onCancelTime={() => void decide('cancel-schedule', {})}
      />
      {asking === 'changes' && (
        <RequestChangesForm busy={busy !== undefined} open={open} onSend={(reason) => void decide('request-changes', { reason })} onCancel={() => setAsking(undefined)} />
      )}
      {asking === 'time' && (
        <ScheduleForm now={change.schedule?.at} busy={busy !== undefined} problem={problem} onSet={(at) => void setTime(at)} onCancel={() => setAsking(undefined)} />
      )}
      <div className="review-notices">
        {asking === 'sure' && <SureNotice care={care} onApprove={() => approve(true)} onCancel={() => setAsking(undefined)} />}
        {problem && !(asking === 'time' && problem.fields.length > 0) && <Refused problem={problem} change={change} onReload={() => router.refresh()} />}
        {change.absorbs && <AbsorbedEntry event={change.event} absorbs={change.absorbs} />}
        {change.formerly && <Formerly {...change.formerly} />}
        {change.publishedSince && (
          <StaleBase change={change} since={change.publishedSince} merging={busy === 'merge'} onMerge={() => void decide('merge', { hash: change.hash })} />
        )}
      </div>
      <div className="review-facts">
        {!change.withdrawal && <EvidenceLine evidence={evidence} />}
        {change.state === 'in_review' && may({ role: person.role }, 'entry.assign') && (
          <AssignControl event={change.event} assigned={change.assignedTo} person={person} canTake={!wrote(change, person)} onDone={() => router.refresh()} />
        )}
      </div>
      {change.withdrawal ? <WithdrawalDetails change={change} withdrawal={change.withdrawal} /> : <ChangeTabs change={change} threads={threads} writes={writes} />}
      <section className="review-whole" aria-labelledby="whole">
        <h2 id="whole">The whole entry</h2>
        <FieldThreads field="" threads={threads} writes={writes} />
      </section>
    </article>
  );
}

/** What makes an approval worth a second look. */
function unusual(open: number, evidence: Evidence): string[] {
  return [
    ...(open ? [open === 1 ? 'One comment is open' : `${open} comments are open`] : []),
    ...(evidence.dead ? [evidence.dead === 1 ? 'one source is dead' : `${evidence.dead} sources are dead`] : []),
  ];
}

function wrote(change: ProposalChange, person: Props['person']): boolean {
  return change.authors.some((author) => author.id === person.id);
}

/** Why this person cannot decide, if so. */
function whyNot(change: ProposalChange, person: Props['person']): string | undefined {
  if (change.state === 'draft') return 'This is a draft. It can be decided once its author submits it.';
  if (change.state === 'changes_requested') return 'This was sent back. It can be decided once its author submits it again.';
  if (!may({ role: person.role }, 'entry.approve')) return 'Reviewers decide on this. Your role lets you read it.';
  if (!change.fourEyes || !wrote(change, person)) return undefined;
  return change.withdrawal ? 'You asked for this: somebody else has to approve it.' : 'You wrote part of this: somebody else has to approve it.';
}

function Kicker({ change }: { change: ProposalChange }) {
  return (
    <>
      <Link href={`/days/${change.day}`}>{change.day}</Link> · {PURPOSE_WORDS[change.purpose]} <StateBadge state={change.state} />
    </>
  );
}

function Byline({ change }: { change: ProposalChange }) {
  return (
    <>
      {change.withdrawal ? 'asked for by' : 'by'} {change.authors.map((author) => author.name).join(', ')}
      {change.submittedAt && (
        <>
          , submitted <TimeAgo at={change.submittedAt} />
        </>
      )}
      {change.note && <>. Why: {change.note}</>}
      {change.reason && <>. Sent back: {change.reason}</>}
      {change.schedule && (
        <>
          . <ScheduledNote schedule={change.schedule} />
        </>
      )}
      {change.pathBefore && (
        <>
          . Moves from <code>{change.pathBefore}</code> to <code>{change.path}</code>
        </>
      )}
    </>
  );
}

function Neighbours({ change, query }: { change: ProposalChange; query: string }) {
  return (
    <nav aria-label="Queue" className="review-neighbours">
      <Button component={Link} href={`/review${query}`} variant="subtle">
        Queue
      </Button>
      {change.previous && (
        <Button component={Link} href={`/review/${change.previous}${query}`} variant="default" aria-keyshortcuts="k" rightSection={<Kbd size="xs">k</Kbd>}>
          Previous
        </Button>
      )}
      {change.next && (
        <Button component={Link} href={`/review/${change.next}${query}`} variant="default" aria-keyshortcuts="j" rightSection={<Kbd size="xs">j</Kbd>}>
          Next
        </Button>
      )}
    </nav>
  );
}
