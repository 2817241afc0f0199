'use client';

import dynamic from 'next/dynamic';
import type { NameOf } from '#components/diff/change-view.tsx';
import { fetched } from '#components/ui/fetched.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { Role } from '#lib/kernel/permission/role.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { changesBetween } from '#lib/kernel/revision/changes.ts';
import { useEntryForm } from '../form/entry-form.ts';
import { fieldsOf, textFrom } from '../form/entry-text.ts';
import { CHECK_FIELDS } from '../model/saving.ts';
import type { EditorView } from '../save/editor-store.ts';
import type { EditorActions } from '../use-editor-actions.ts';
import styles from './status.module.css';
import { AskedNotice, WithdrawnNotice } from './withdrawal-notices.tsx';

const DiscardedNotice = dynamic(() => fetched(() => import('./notices.tsx')).then((parts) => parts.DiscardedNotice), {
  loading: () => null,
});
const FailureNotice = dynamic(() => fetched(() => import('./notices.tsx')).then((parts) => parts.FailureNotice), {
  loading: () => null,
});
const FoundNotice = dynamic(() => fetched(() => import('./notices.tsx')).then((parts) => parts.FoundNotice), {
  loading: () => null,
});
const StaleBaseNotice = dynamic(() => fetched(() => import('./notices.tsx')).then((parts) => parts.StaleBaseNotice), {
  loading: () => null,
});

type Props = { role: Role; screen: EditorView; acts: EditorActions; named: NameOf };

/** What has to be known, or answered, before writing goes on. */
export function EntryNotices({ role, screen, acts, named }: Props) {
  const { getValues } = useEntryForm();
  const { view, found, outcome, conflict } = screen;
  const proposal = view?.proposal;
  return (
    <div className={styles.entryNotices}>
      {proposal?.state === 'changes_requested' && (
        <Notice kind="warning" title="Changes requested">
          <bdi>{proposal.reason}</bdi>
        </Notice>
      )}
      {proposal?.withdrawal && <AskedNotice proposal={proposal} />}
      {view?.withdrawn && (
        <WithdrawnNotice
          withdrawn={view.withdrawn}
          returns={Boolean(proposal)}
          onReturn={may({ role }, 'entry.write') ? () => void acts.bringBack() : undefined}
        />
      )}
      {found && (
        <FoundNotice
          text={found.text}
          now={getValues()}
          named={named}
          onRestore={acts.restoreFound}
          onDiscard={acts.discardFound}
        />
      )}
      {outcome.kind === 'failed' && !outcome.passing && outcome.problem.code !== CHECK_FIELDS && !conflict && (
        <FailureNotice problem={outcome.problem} />
      )}
      {conflict?.kind === 'discarded' && <DiscardedNotice onSave={acts.saveAsNew} />}
      <StaleBase screen={screen} named={named} onMerge={acts.merge} />
    </div>
  );
}

/** Something else was published since the proposal began. */
function StaleBase({
  screen: { view, conflict },
  named,
  onMerge,
}: Pick<Props, 'screen' | 'named'> & { onMerge(): void }) {
  const { getValues } = useEntryForm();
  const { proposal, published } = view ?? {};
  if (!proposal || !published || proposal.withdrawal || conflict || proposal.base === published.revision) return null;
  const change = changesBetween(textFrom(fieldsOf(published)), textFrom(getValues()));
  return <StaleBaseNotice by={published.author.name} change={change} named={named} onMerge={onMerge} />;
}
