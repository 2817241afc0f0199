'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ApiProblem } from '#components/api-client.ts';
import { EvidenceLine } from '#components/sources/evidence-line.tsx';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { today } from '#components/ui/days/today.ts';
import { PageTitle } from '#components/ui/page-title.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import type { Day } from '#lib/kernel/day.ts';
import { farAheadWords, isFarAhead } from '#lib/kernel/far-day.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import { may } from '#lib/kernel/permission/table.ts';
import type { SourceEvidence } from '#lib/sources/rules/evidence.ts';
import { FieldThreads } from '../comments/field-threads.tsx';
import { type ThreadActions, useThreads } from '../comments/use-threads.ts';
import { AssignControl } from '../decide/assign-control.tsx';
import { DecisionBar, type OpenForm, ScheduledNote } from '../decide/decision-bar.tsx';
import { RequestChangesForm } from '../decide/request-changes-form.tsx';
import { ScheduleForm } from '../decide/schedule-form.tsx';
import { useDeciding } from '../decide/use-deciding.tsx';
import { PURPOSE_WORDS } from '../purpose-words.ts';
import { Neighbours } from '../queue/neighbours.tsx';
import { ChangeTabs } from './change-tabs.tsx';
import { MergedEntry } from './merged-entry.tsx';
import styles from './proposal.module.css';
import { Formerly, Refused, StaleBase } from './proposal-notices.tsx';
import { WithdrawalDetails } from './withdrawal-details.tsx';

type Props = { change: ProposalChange; evidence: SourceEvidence; person: { id: number; role: Role }; query: string };

/**
 * One proposal on a reviewer's desk: what it changes, what is said of it, and the decision. Approves the very content
 * that is shown. `query` is the list it belongs to.
 */
export function ReviewProposal({ change, evidence, person, query }: Props) {
  const threads = useThreads(change.entry, { first: change.threads, revision: change.revision });
  const router = useRouter();
  const why = whyNot(change, person);
  const isStale = change.publishedSince !== null;
  const open = threads.view?.items.filter((thread) => !thread.resolved).length ?? 0;
  const warnings = unusual(open, evidence, change.day);
  const writes = may({ role: person.role }, 'comment.write');
  const { question, busy, problem, decide, asking, ask, stopAsking, approve, setTime } = useDeciding({
    change,
    query,
    why,
    isStale,
    warnings,
  });
  return (
    <article>
      {question}
      <PageTitle
        title={readableTitle(change.title)}
        kicker={<Kicker change={change} />}
        note={<Byline change={change} />}
        actions={<Neighbours around={change} query={query} />}
      />
      <DecisionBar
        change={change}
        why={why}
        busy={busy}
        asking={asking}
        isStale={isStale}
        onApprove={approve}
        onAsk={ask}
        onCancelTime={() => void decide('cancelEntrySchedule', {})}
      />
      <AskedForm
        {...{ change, asking, warnings, open, problem }}
        busy={busy !== undefined}
        onSend={(reason) => decide('requestEntryChanges', { reason })}
        onSet={(at) => void setTime(at)}
        onCancel={stopAsking}
      />
      <ProposalNotices
        change={change}
        problem={asking === 'time' && problem?.fields.length ? undefined : problem}
        merging={busy === 'rebaseEntry'}
        onReload={() => router.refresh()}
        onMerge={() => void decide('rebaseEntry', { hash: change.hash })}
      />
      <ProposalFacts change={change} evidence={evidence} person={person} onDone={() => router.refresh()} />
      {change.withdrawal ? (
        <WithdrawalDetails change={change} withdrawal={change.withdrawal} />
      ) : (
        <ChangeTabs change={change} threads={threads} writes={writes} />
      )}
      <WholeEntry threads={threads} writes={writes} />
    </article>
  );
}

function WholeEntry({ threads, writes }: { threads: ThreadActions; writes: boolean }) {
  return (
    <section className={styles.whole} aria-labelledby="whole">
      <h2 id="whole">The whole entry</h2>
      <FieldThreads field="" threads={threads} writes={writes} />
    </section>
  );
}

type FactsProps = Pick<Props, 'change' | 'evidence' | 'person'> & { onDone(): void };

/** Its sources in one line, and who reviews it. */
function ProposalFacts({ change, evidence, person, onDone }: FactsProps) {
  return (
    <div className={styles.facts}>
      {!change.withdrawal && <EvidenceLine evidence={evidence} />}
      {change.state === 'in_review' && may({ role: person.role }, 'entry.assign') && (
        <AssignControl
          entry={change.entry}
          assigned={change.assignedTo}
          person={person}
          canTake={!wrote(change, person)}
          onDone={onDone}
        />
      )}
    </div>
  );
}

type AskedProps = {
  change: ProposalChange;
  asking: OpenForm | undefined;
  warnings: readonly string[];
  open: number;
  busy: boolean;
  problem: ApiProblem | undefined;
  onSend(reason: string): Promise<boolean>;
  onSet(at: string): void;
  onCancel(): void;
};

/** What a decision needs to be told: why it goes back, or when it is published. */
function AskedForm({ change, asking, warnings, open, busy, problem, onSend, onSet, onCancel }: AskedProps) {
  if (asking === 'changes') {
    const place = `entry ${change.entry} request changes`;
    return <RequestChangesForm busy={busy} open={open} place={place} onSend={onSend} onCancel={onCancel} />;
  }
  if (asking !== 'time') return null;
  return (
    <ScheduleForm
      now={change.schedule?.at}
      warnings={warnings}
      busy={busy}
      problem={problem}
      onSet={onSet}
      onCancel={onCancel}
    />
  );
}

type NoticesProps = {
  change: ProposalChange;
  problem: ApiProblem | undefined;
  merging: boolean;
  onReload(): void;
  onMerge(): void;
};

/** What a reviewer has to know before deciding. */
function ProposalNotices({ change, problem, merging, onReload, onMerge }: NoticesProps) {
  return (
    <div className={styles.notices}>
      {problem && <Refused problem={problem} change={change} onReload={onReload} />}
      {change.mergedEntry && <MergedEntry entry={change.entry} mergedEntry={change.mergedEntry} />}
      {change.formerly && <Formerly {...change.formerly} />}
      {change.publishedSince && (
        <StaleBase change={change} since={change.publishedSince} merging={merging} onMerge={onMerge} />
      )}
    </div>
  );
}

/** What makes an approval worth a second look. */
function unusual(open: number, evidence: SourceEvidence, day: Day): string[] {
  return [
    ...(isFarAhead(day, today()) ? [farAheadWords(day)] : []),
    ...(open ? [open === 1 ? 'One comment is open.' : `${open} comments are open.`] : []),
    ...(evidence.dead ? [evidence.dead === 1 ? 'One source is dead.' : `${evidence.dead} sources are dead.`] : []),
  ];
}

function wrote(change: ProposalChange, person: Props['person']): boolean {
  return change.authors.some((author) => author.id === person.id);
}

/** Why this person cannot decide, if so. */
function whyNot(change: ProposalChange, person: Props['person']): string | undefined {
  if (change.state === 'draft') return 'This is a draft. It can be reviewed once its author submits it.';
  if (change.state === 'changes_requested')
    return 'Changes were requested. It can be reviewed once its author submits it again.';
  if (!may({ role: person.role }, 'entry.approve')) return 'Only reviewers can decide on this. Your role can read it.';
  if (!change.fourEyes || !wrote(change, person)) return undefined;
  return change.withdrawal
    ? 'You requested this: somebody else has to approve it.'
    : 'You wrote part of this: somebody else has to approve it.';
}

function Kicker({ change }: { change: ProposalChange }) {
  return (
    <>
      <Link href={`/days/${change.day}`}>{change.day}</Link> · {PURPOSE_WORDS[change.purpose]}{' '}
      <StateBadge state={change.state} />
    </>
  );
}

function Byline({ change }: { change: ProposalChange }) {
  return (
    <>
      {change.withdrawal ? 'requested by' : 'by'} {change.authors.map((author) => author.name).join(', ')}
      {change.submittedAt && (
        <>
          , submitted <TimeAgo at={change.submittedAt} />
        </>
      )}
      {change.note && (
        <>
          . Reason: <bdi>{change.note}</bdi>
        </>
      )}
      {change.reason && (
        <>
          . Changes requested: <bdi>{change.reason}</bdi>
        </>
      )}
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
