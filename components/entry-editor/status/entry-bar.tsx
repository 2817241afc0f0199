'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { fetched } from '#components/ui/fetched.ts';
import type { EditorView } from '../save/editor-store.ts';
import { TogetherRow } from '../together/together-row.tsx';
import type { EditorActions } from '../use-editor-actions.ts';
import type { EntryQuestion } from './entry-questions.tsx';
import { type Person, StateBar } from './state-bar.tsx';
import styles from './status.module.css';

const FollowButton = dynamic(
  () => fetched(() => import('#components/notices/follow-button.tsx')).then((parts) => parts.FollowButton),
  {
    ssr: false,
    loading: () => <span className={styles.followPlace} />,
  },
);

type Props = {
  person: Person;
  screen: EditorView;
  acts: EditorActions;
  following: boolean;
  onAsk(question: EntryQuestion): void;
};

/** The head of the editor: the entry's status and what can be done with it, and below it the news from others. */
export function EntryBar({ person, screen, acts, following, onAsk }: Props) {
  const { view, dirty, outcome, ahead, conflict, others } = screen;
  return (
    <StateBar
      {...{ view, person, dirty, outcome }}
      onSave={() => void acts.save()}
      onMove={(action) => void acts.move(action)}
      onDiscard={() => onAsk('discard')}
      onWithdraw={() => onAsk('withdraw')}
      onFix={() => onAsk('fix')}
    >
      <TogetherRow
        {...{ others, outcome, ahead, conflict, dirty, saves: acts.saves }}
        onBringIn={acts.bringIn}
        onSettle={acts.settleConflict}
        onRetry={() => void acts.retry()}
      >
        {view && (
          <Link href={`/entries/${view.entry}/history`} prefetch={false}>
            History
          </Link>
        )}
        {view && <FollowButton entry={view.entry} following={following} />}
      </TogetherRow>
    </StateBar>
  );
}
