'use client';

import { Anchor, Button, Kbd, Tabs } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import { ChangeView, FIELD_NAMES, type Named } from '#components/diff/change-view.tsx';
import { LineDiff } from '#components/diff/line-diff.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Role } from '#lib/domain/permission/role.ts';
import { may } from '#lib/domain/permission/table.ts';
import type { FieldChange } from '#lib/domain/revision/changes.ts';
import type { ChangeNames, ProposalChange } from '#lib/queries/proposal-change.ts';
import { PURPOSE_WORDS } from './purpose-words.ts';
import { RequestChangesForm } from './request-changes-form.tsx';
import { WithdrawalDetails } from './withdrawal-details.tsx';
import './review.css';

type Props = { change: ProposalChange; person: { id: number; role: Role } };

/** One proposal on a reviewer's desk: what it changes, and the decision. Approves the very content that is shown. */
export function ReviewProposal({ change, person }: Props) {
  const { busy, problem, decide } = useDecision(change);
  const [asking, setAsking] = useState(false);
  const router = useRouter();
  const why = whyNot(change, person);
  const isStale = change.publishedSince !== null;
  const approve = () => !why && !busy && !isStale && void decide('approve', { hash: change.hash });
  const ask = () => !why && setAsking(true);
  useHotkeys([
    // A key that is held down must not approve the next one too.
    ['a', (event) => void (event.repeat || approve())],
    ['c', () => void ask()],
    ['j', () => change.next && router.push(`/review/${change.next}`)],
    ['k', () => change.previous && router.push(`/review/${change.previous}`)],
  ]);
  return (
    <article>
      <PageTitle title={change.title} kicker={<Kicker change={change} />} note={<Byline change={change} />} actions={<Neighbours change={change} />} />
      <div className="review-bar">
        {why ? (
          <p className="review-why">{why}</p>
        ) : (
          <>
            <Button onClick={approve} loading={busy && !asking} aria-keyshortcuts="a" rightSection={<Kbd size="xs">a</Kbd>} disabled={isStale}>
              {change.withdrawal ? 'Approve and withdraw' : 'Approve and publish'}
            </Button>
            <Button variant="default" onClick={ask} aria-expanded={asking} aria-keyshortcuts="c" rightSection={<Kbd size="xs">c</Kbd>}>
              Request changes…
            </Button>
          </>
        )}
        <Button component={Link} href={`/entries/${change.event}`} variant="subtle">
          Open in the editor
        </Button>
      </div>
      {asking && <RequestChangesForm busy={busy} onSend={(reason) => void decide('request-changes', { reason })} onCancel={() => setAsking(false)} />}
      <div className="review-notices">
        {problem && <Refused problem={problem} change={change} onReload={() => router.refresh()} />}
        {change.formerly && <Formerly {...change.formerly} />}
        {change.publishedSince && <StaleBase change={change} since={change.publishedSince} />}
      </div>
      {change.withdrawal ? <WithdrawalDetails change={change} withdrawal={change.withdrawal} /> : <ChangeTabs change={change} />}
    </article>
  );
}

/** Sends the decision; after it, tells what came of it and goes on to the next in the queue. */
function useDecision(change: ProposalChange) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const decide = async (verb: 'approve' | 'request-changes', body: { hash: string } | { reason: string }) => {
    setBusy(true);
    setProblem(undefined);
    const answer = await callApi<{ path?: string }>('POST', `/events/${change.event}/${verb}`, body);
    if (!answer.ok) {
      setBusy(false);
      setProblem(answer.problem);
      return;
    }
    notifications.show(toldOf(verb, change, answer.value.path));
    router.push(change.next ? `/review/${change.next}` : '/review');
    router.refresh();
  };
  return { busy, problem, decide };
}

function toldOf(verb: 'approve' | 'request-changes', change: ProposalChange, path = change.path) {
  if (verb === 'request-changes') return { title: 'Sent back', message: change.title };
  if (change.withdrawal) return { title: 'Withdrawn', message: <EntryLink change={change} />, autoClose: 10_000 };
  return { title: 'Published', message: <PublishedLink title={change.title} path={path} />, color: 'teal', autoClose: 10_000 };
}

function EntryLink({ change }: { change: ProposalChange }) {
  return (
    <Anchor component={Link} href={`/entries/${change.event}`} size="sm">
      {change.title}
    </Anchor>
  );
}

function PublishedLink({ title, path }: { title: string; path: string }) {
  return (
    <Anchor component={Link} href={`/${path.replace(/\.md$/, '')}`} size="sm">
      {title}
    </Anchor>
  );
}

/** Why this person cannot decide, if so. */
function whyNot(change: ProposalChange, person: Props['person']): string | undefined {
  if (change.state === 'draft') return 'This is a draft. It can be decided once its author submits it.';
  if (change.state === 'changes_requested') return 'This was sent back. It can be decided once its author submits it again.';
  if (!may({ role: person.role }, 'entry.approve')) return 'Reviewers decide on this. Your role lets you read it.';
  if (!change.authors.some((author) => author.id === person.id)) return undefined;
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
      {change.reason && <>. Sent back: {change.reason}</>}
    </>
  );
}

function Neighbours({ change }: { change: ProposalChange }) {
  return (
    <nav aria-label="Queue" className="review-neighbours">
      <Button component={Link} href="/review" variant="subtle">
        Queue
      </Button>
      {change.previous && (
        <Button component={Link} href={`/review/${change.previous}`} variant="default" aria-keyshortcuts="k" rightSection={<Kbd size="xs">k</Kbd>}>
          Previous
        </Button>
      )}
      {change.next && (
        <Button component={Link} href={`/review/${change.next}`} variant="default" aria-keyshortcuts="j" rightSection={<Kbd size="xs">j</Kbd>}>
          Next
        </Button>
      )}
    </nav>
  );
}

/** A refusal, and the way on from it. */
function Refused({ problem, change, onReload }: { problem: ApiProblem; change: ProposalChange; onReload(): void }) {
  return (
    <Notice kind="problem" title={problem.title} urgent>
      <p>{problem.detail}</p>
      {problem.code === 'stale-base' ? (
        <Button component={Link} href={`/entries/${change.event}`} size="compact-sm">
          Put it on top in the editor
        </Button>
      ) : (
        problem.status === 409 && (
          <Button size="compact-sm" onClick={onReload}>
            Show how it stands now
          </Button>
        )
      )}
    </Notice>
  );
}

/** Why the page went that comes back. */
function Formerly({ reason, askedBy, approvedBy, at }: NonNullable<ProposalChange['formerly']>) {
  return (
    <Notice kind="offer" title="It was withdrawn">
      <p className="withdrawal-reason">{reason}</p>
      <p className="dimmed">
        {askedBy} asked for it, {approvedBy} approved it <TimeAgo at={at} />.
      </p>
    </Notice>
  );
}

function StaleBase({ change, since }: { change: ProposalChange; since: FieldChange[] }) {
  if (change.withdrawal) {
    return (
      <Notice kind="care" title="The published entry moved on since its withdrawal was asked for">
        <p>It cannot be approved like this: the request was about another text. Send it back, so that its author can discard it and ask again. This was published meanwhile.</p>
        <Fields changes={since} names={change.names} />
      </Notice>
    );
  }
  return (
    <Notice kind="care" title="The published entry moved on since this proposal began">
      <p>
        It cannot be approved like this. Below is what it would change now; this was published meanwhile.{' '}
        <Link href={`/entries/${change.event}`}>Put it on top of the published text in the editor</Link>, then review it again.
      </p>
      <Fields changes={since} names={change.names} />
    </Notice>
  );
}

function ChangeTabs({ change }: { change: ProposalChange }) {
  return (
    <Tabs defaultValue={change.purpose === 'return' && !change.changes.length ? 'page' : 'fields'}>
      <Tabs.List mb="md">
        <Tabs.Tab value="fields">Fields</Tabs.Tab>
        <Tabs.Tab value="page">Exported page</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="fields">
        {change.changes.length ? (
          <Fields changes={change.changes} names={change.names} />
        ) : (
          <p className="dimmed">
            {change.purpose === 'return'
              ? 'The page comes back with the very text that it had.'
              : 'No field changes. Where an import kept other spaces or labels, the exported page shows it.'}
          </p>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="page">
        <p className="dimmed">
          <code>{change.path}</code> {change.pages.before === null && '(a new file)'}
        </p>
        <LineDiff {...change.pages} label="The exported page, before and after" />
      </Tabs.Panel>
    </Tabs>
  );
}

function Fields({ changes, names }: { changes: readonly FieldChange[]; names: ChangeNames }) {
  const named = namedIn(names);
  return (
    <dl className="review-fields">
      {changes.map((change) => (
        <div key={change.field} className="review-field">
          <dt>{FIELD_NAMES[change.field]}</dt>
          <dd>
            <ChangeView change={change} named={named} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function namedIn(names: ChangeNames): Named {
  return {
    context: (id) => names.contexts.find((context) => context.id === id)?.name ?? `Context ${id}`,
    event: (id) => {
      const event = names.events.find((each) => each.id === id);
      return event ? `${event.day} ${event.title}` : `Event ${id}`;
    },
  };
}
