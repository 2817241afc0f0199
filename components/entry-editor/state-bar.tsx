'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { ProposalBadge, StateBadge } from '#components/ui/state-badge.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Role } from '#lib/domain/permission/role.ts';
import { may } from '#lib/domain/permission/table.ts';
import type { EventView } from '#lib/queries/event-view.ts';
import { clockTime } from './clock-time.ts';
import { currentText, purposeIn } from './entry-text.ts';
import { CHECK_FIELDS, type MoveVerb, type Outcome } from './use-entry.ts';

export type Person = { id: number; name: string; role: Role };

type Props = { view: EventView | undefined; person: Person; dirty: boolean; outcome: Outcome; onSave(): void; onMove(verb: MoveVerb): void; onDiscard(): void; onWithdraw(): void };

/** Where the entry stands, who wrote it, and what this person can do with it. */
export function StateBar({ view, person, dirty, outcome, onSave, onMove, onDiscard, onWithdraw }: Props) {
  const proposal = view?.proposal ?? undefined;
  const wrote = proposal?.authors.some((author) => author.id === person.id) ?? false;
  const asking = { role: person.role };
  const fixed = Boolean(proposal?.withdrawal);
  const withdrawable = view?.published && !proposal && !dirty && may(asking, 'entry.withdraw');
  const submittable = proposal?.state !== 'in_review' && ((dirty && !fixed) || wrote || !view) && may(asking, 'entry.submit');
  return (
    <div className="state-bar">
      <div className="state-bar-words">
        <h1>{view ? 'Entry' : 'New entry'}</h1>
        <Badges view={view} />
        <Byline view={view} />
      </div>
      <div className="state-bar-actions">
        <SavedStatus outcome={outcome} dirty={dirty} />
        {withdrawable && (
          <Button variant="subtle" color="red" onClick={onWithdraw}>
            Withdraw…
          </Button>
        )}
        {view?.published && view.path && (
          <Button component={Link} href={`/${view.path.replace(/\.md$/, '')}`} variant="subtle">
            View published page
          </Button>
        )}
        {proposal?.state === 'in_review' && may(asking, 'entry.approve') && (
          <Button component={Link} href={`/review/${view?.event}`} variant="default">
            Review
          </Button>
        )}
        {proposal && wrote && may(asking, 'entry.discard') && (
          <Button variant="default" color="red" onClick={onDiscard}>
            Discard…
          </Button>
        )}
        {proposal?.state === 'in_review' && wrote && may(asking, 'entry.pull-back') && (
          <Button variant="default" onClick={() => onMove('pull-back')}>
            Pull back
          </Button>
        )}
        {!fixed && (
          <Button variant={submittable ? 'default' : 'filled'} onClick={onSave} title="Ctrl+S or ⌘S" aria-keyshortcuts="Control+S Meta+S">
            Save
          </Button>
        )}
        {submittable && (
          <Button onClick={() => onMove('submit')} title="Ctrl+Enter or ⌘Enter" aria-keyshortcuts="Control+Enter Meta+Enter">
            Submit
          </Button>
        )}
      </div>
    </div>
  );
}

function Badges({ view }: { view: EventView | undefined }) {
  if (!view) return <StateBadge state="draft" prefix="New" />;
  return (
    <>
      {view.published && <StateBadge state="published" />}
      {view.withdrawn && <StateBadge state="withdrawn" />}
      {view.proposal && <ProposalBadge state={view.proposal.state} purpose={purposeIn(view)} />}
    </>
  );
}

function Byline({ view }: { view: EventView | undefined }) {
  const text = currentText(view);
  if (!view || !text) return null;
  const authors = view.proposal && !view.proposal.withdrawal ? view.proposal.authors : [text.author];
  return (
    <span className="dimmed">
      {authors.map((author) => author.name).join(', ')} · last saved <TimeAgo at={text.at} />
      {view.published && !view.proposal && ' · Saving a change here opens a proposal; the published text stays until that is approved.'}
      {view.withdrawn && !view.proposal && ' · Saving here opens a proposal that brings the page back.'}
      {view.proposal?.state === 'in_review' && !view.proposal.withdrawal && ' · What you save now is what reviewers see.'}
    </span>
  );
}

/** Said politely after each save; what is not saved yet is shown without a word. */
function SavedStatus({ outcome, dirty }: { outcome: Outcome; dirty: boolean }) {
  const isOver = dirty && outcome.kind === 'done';
  return (
    <span className="state-bar-status">
      {dirty && (isOver || outcome.kind === 'none') && <span className="dimmed">Unsaved changes</span>}
      <span role="status" aria-live="polite" className={isOver ? 'visually-hidden' : 'tabular'}>
        {saidOf(outcome)}
      </span>
    </span>
  );
}

function saidOf(outcome: Outcome): string {
  if (outcome.kind === 'working') return outcome.doing;
  if (outcome.kind === 'done') return `${outcome.said} ${clockTime(outcome.at)}`;
  if (outcome.kind === 'none') return '';
  return outcome.problem.code === CHECK_FIELDS ? 'Not saved: check the marked fields' : 'Not saved';
}
