'use client';

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import base from '#components/ui/base.module.css';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import type { NewerRevision } from '../model/ahead.ts';
import type { Conflict, OtherPerson, Outcome } from '../model/state.ts';
import { namesOf, PeopleHere } from './people-here.tsx';
import styles from './together.module.css';

type TogetherState = {
  outcome: Outcome;
  ahead: NewerRevision | undefined;
  conflict: Conflict | undefined;
  dirty: boolean;
  saves: boolean;
};
type TogetherActions = { onBringIn(): void; onSettle(): void; onRetry(): void };
type Props = TogetherState & TogetherActions & { others: readonly OtherPerson[]; children?: ReactNode };

/**
 * The line below the state: why something is not saved, what others changed, who else is here. It is always there,
 * so that nothing moves under the hands of whoever writes.
 */
export function TogetherRow({ others, children, ...state }: Props) {
  return (
    <div className={styles.row} data-part="together">
      <div role="status" className={styles.news} data-part="news">
        <News {...state} />
      </div>
      <Quiet {...state} />
      <PeopleHere others={others} />
      <div className={styles.links}>{children}</div>
    </div>
  );
}

/** What somebody has to know or can do now; said aloud. */
function News({ outcome, ahead, conflict, onBringIn, onSettle, onRetry }: TogetherState & TogetherActions) {
  if (outcome.kind === 'failed' && outcome.passing)
    return <Failure status={outcome.problem.status} code={outcome.problem.code} onRetry={onRetry} />;
  if (conflict?.opened) return null;
  if (conflict && conflict.kind !== 'discarded') {
    return (
      <span className={styles.change} data-kind="clash">
        <span>
          <bdi>{conflict.theirs.author.name}</bdi> changed {fieldNames(conflict.clashes.map(({ field }) => field))} too.
          Your version is kept in this browser.
        </span>
        <Button size="compact-sm" onClick={onSettle}>
          Compare and choose
        </Button>
      </span>
    );
  }
  if (!ahead) return null;
  return (
    <span className={styles.change}>
      <span>
        {namesOf(ahead.by.map((name) => ({ name })))} changed {fieldNames(ahead.fields)}
        {ahead.merged ? '; both versions were merged.' : '.'}
      </span>
      <Button size="compact-sm" variant="default" onClick={onBringIn}>
        Show in my form
      </Button>
    </span>
  );
}

function Failure({ status, code, onRetry }: { status: number; code: string; onRetry(): void }) {
  const out = status === 401;
  return (
    <span className={styles.change} data-kind="failed">
      <span>
        {out
          ? code === 'other-person'
            ? 'Someone else is now signed in here.'
            : 'You are signed out.'
          : 'The server isn’t responding.'}{' '}
        Your text is kept in this browser;{' '}
        {out ? 'saving resumes once you sign in.' : 'saving is retried automatically.'}
      </span>
      {out && (
        <a href="/sign-in" target="_blank" rel="noopener">
          Sign in in a new tab
        </a>
      )}
      <Button size="compact-sm" variant="default" onClick={onRetry}>
        Try again
      </Button>
    </span>
  );
}

/** What is good to know while writing; never said aloud. */
function Quiet({ outcome, ahead, conflict, dirty, saves }: TogetherState) {
  if (!dirty || ahead || conflict || outcome.kind === 'failed') return null;
  if (!saves) return <span className={base.dimmed}>Kept in this browser until you save.</span>;
  return outcome.kind === 'lacking' ? <span className={base.dimmed}>{outcome.lacks}</span> : null;
}

/** “the summary and the sources” */
export function fieldNames(fields: readonly (keyof typeof FIELD_NAMES)[]): string {
  const names = [...new Set(fields)].map(
    (field) => `the ${FIELD_NAMES[field].toLowerCase()}${field === 'related' ? ' entries' : ''}`,
  );
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? 'it');
}
