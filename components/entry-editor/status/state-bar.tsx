'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { SetTime } from '#components/review/decide/set-time.tsx';
import { useCommands } from '#components/shell/commands.ts';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { NewDraftBadge, ProposalBadge, StateBadge } from '#components/ui/state-badge.tsx';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentText, purposeIn } from '../form/entry-text.ts';
import { CHECK_FIELDS } from '../model/saving.ts';
import type { MoveAction, Outcome } from '../model/state.ts';
import { clockTime } from './clock-time.ts';
import styles from './status.module.css';

export type Person = { id: number; name: string; role: Role };

type Props = {
  view: EntryView | undefined;
  person: Person;
  dirty: boolean;
  outcome: Outcome;
  onSave(): void;
  onMove(action: MoveAction): void;
  onDiscard(): void;
  onWithdraw(): void;
  /** Mends a small thing of the published text. */
  onFix(): void;
  children: ReactNode;
};

/** Where the entry is, who wrote it, and what this person can do with it. */
export function StateBar({ children, ...bar }: Props) {
  const { view, person, dirty, outcome, onSave, onMove, onWithdraw } = bar;
  const can = waysOf(bar);
  const asking = { role: person.role };
  useCommands([
    ...(can.save ? [{ name: 'Save', keys: 'Ctrl+S', run: onSave }] : []),
    ...(can.submit ? [{ name: 'Submit for review', keys: 'Ctrl+Enter', run: () => onMove('submit') }] : []),
    ...(can.pullBack ? [{ name: 'Pull back', run: () => onMove('pull-back') }] : []),
    ...(can.withdraw ? [{ name: 'Withdraw', run: onWithdraw }] : []),
  ]);
  return (
    <div className={styles.stateBar}>
      <div className={styles.stateBarWords}>
        <h1>{view ? 'Entry' : 'New entry'}</h1>
        <Badges view={view} />
        <Byline view={view} />
      </div>
      <div className={styles.stateBarActions} data-page-keys>
        <SavedStatus outcome={outcome} dirty={dirty} />
        <PublishedButtons {...bar} can={can} />
        {view?.proposal?.state === 'in_review' && may(asking, 'entry.approve') && (
          <Button component={Link} href={`/review/${view.entry}`} prefetch={false} variant="default">
            Review
          </Button>
        )}
        <OwnButtons {...bar} can={can} />
      </div>
      {children}
    </div>
  );
}

type Bar = Omit<Props, 'children'>;
type StateActions = ReturnType<typeof waysOf>;

/** What this person can do with the entry as it is. */
function waysOf({ view, person, dirty }: Bar) {
  const proposal = view?.proposal ?? undefined;
  const wrote = proposal?.authors.some((author) => author.id === person.id) ?? false;
  const asking = { role: person.role };
  const save = !proposal?.withdrawal;
  const isUntouched = view?.published && !proposal && !dirty;
  return {
    save,
    submit: proposal?.state !== 'in_review' && ((dirty && save) || wrote || !view) && may(asking, 'entry.submit'),
    pullBack: proposal?.state === 'in_review' && wrote && may(asking, 'entry.pull-back'),
    discard: proposal !== undefined && wrote && may(asking, 'entry.discard'),
    withdraw: isUntouched && may(asking, 'entry.withdraw'),
    fix: isUntouched && may(asking, 'entry.submit'),
  };
}

/** What can be done with what readers see. */
function PublishedButtons({ view, can, onFix, onWithdraw }: Bar & { can: StateActions }) {
  return (
    <>
      {can.fix && (
        <Button variant="subtle" onClick={onFix}>
          Quick fix…
        </Button>
      )}
      {can.withdraw && (
        <Button variant="subtle" color="red" onClick={onWithdraw}>
          Withdraw…
        </Button>
      )}
      {view?.published && view.path && (
        <Button component={Link} href={`/${view.path.replace(/\.md$/, '')}`} prefetch={false} variant="subtle">
          View published page
        </Button>
      )}
    </>
  );
}

/** What an author can do with the proposal. */
function OwnButtons({ can, outcome, onDiscard, onMove, onSave }: Bar & { can: StateActions }) {
  const isMoving = outcome.kind === 'working' && !outcome.quiet;
  return (
    <>
      {can.discard && (
        <Button variant="default" color="red" onClick={onDiscard}>
          Discard…
        </Button>
      )}
      {can.pullBack && (
        <Button variant="default" loading={isMoving} onClick={() => onMove('pull-back')}>
          Pull back
        </Button>
      )}
      {can.save && (
        <Button
          variant={can.submit ? 'default' : 'filled'}
          onClick={onSave}
          title="Ctrl+S or ⌘S"
          aria-keyshortcuts="Control+S Meta+S"
        >
          Save
        </Button>
      )}
      {can.submit && (
        <Button
          loading={isMoving}
          onClick={() => onMove('submit')}
          title="Ctrl+Enter or ⌘Enter"
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          Submit
        </Button>
      )}
    </>
  );
}

function Badges({ view }: { view: EntryView | undefined }) {
  if (!view) return <NewDraftBadge />;
  return (
    <>
      {view.published && <StateBadge state="published" />}
      {view.withdrawn && <StateBadge state="withdrawn" />}
      {view.proposal && <ProposalBadge state={view.proposal.state} purpose={purposeIn(view)} />}
    </>
  );
}

function Byline({ view }: { view: EntryView | undefined }) {
  const text = currentText(view);
  if (!view || !text) return null;
  const authors = view.proposal && !view.proposal.withdrawal ? view.proposal.authors : [text.author];
  return (
    <span className={base.dimmed}>
      {authors.map((author) => author.name).join(', ')} · last saved <TimeAgo at={text.at} />
      {view.published &&
        !view.proposal &&
        ' · Saving creates a pending change; the published text stays until it is approved.'}
      {view.withdrawn && !view.proposal && ' · Saving creates a draft that restores the entry once approved.'}
      {view.proposal?.schedule && (
        <>
          {' '}
          · approved by <bdi>{view.proposal.schedule.by.name}</bdi>, published{' '}
          <SetTime at={view.proposal.schedule.at} />
        </>
      )}
      {view.proposal?.state === 'in_review' &&
        !view.proposal.withdrawal &&
        ' · Anything you save now goes straight to reviewers.'}
    </span>
  );
}

/** What became of the text. What somebody asked for is said politely; what the editor does by itself is only shown. */
function SavedStatus({ outcome, dirty }: { outcome: Outcome; dirty: boolean }) {
  return (
    <span className={styles.stateBarStatus} data-part="saved">
      <span className={outcome.kind === 'failed' ? styles.stateBarFailed : `${base.tabular} ${base.dimmed}`}>
        {shownOf(outcome, dirty)}
      </span>
      <span role="status" aria-live="polite" className={base.visuallyHidden}>
        {saidOf(outcome)}
      </span>
    </span>
  );
}

function shownOf(outcome: Outcome, dirty: boolean): string {
  if (outcome.kind === 'working') return outcome.doing;
  if (outcome.kind === 'failed')
    return outcome.problem.code === CHECK_FIELDS ? 'Not saved: check the marked fields' : 'Not saved';
  if (!dirty) return outcome.kind === 'done' ? `${outcome.said} ${clockTime(outcome.at)}` : '';
  return outcome.kind === 'lacking' ? 'Not saved yet' : 'Unsaved changes';
}

function saidOf(outcome: Outcome): string {
  if (outcome.kind === 'failed') return outcome.passing ? '' : shownOf(outcome, true);
  if (outcome.kind === 'working') return outcome.quiet ? '' : outcome.doing;
  return outcome.kind === 'done' && !outcome.quiet ? `${outcome.said} ${clockTime(outcome.at)}` : '';
}
