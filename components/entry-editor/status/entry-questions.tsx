'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { fetched } from '#components/ui/fetched.ts';
import { purposeIn } from '../form/entry-text.ts';
import type { WithdrawalRequest } from '../model/state.ts';
import type { EditorView } from '../save/editor-store.ts';
import type { EditorActions } from '../use-editor-actions.ts';
import { useLeaving } from './use-leaving.ts';

const DiscardQuestion = dynamic(() => fetched(() => import('./questions.tsx')).then((parts) => parts.DiscardQuestion), {
  loading: OverlayComing,
});
const LeaveQuestion = dynamic(() => fetched(() => import('./questions.tsx')).then((parts) => parts.LeaveQuestion), {
  loading: OverlayComing,
});
const SmallFix = dynamic(
  () => fetched(() => import('#components/review/decide/small-fix.tsx')).then((parts) => parts.SmallFix),
  { loading: OverlayComing },
);
const WithdrawDialog = dynamic(
  () => fetched(() => import('./withdraw-dialog.tsx')).then((parts) => parts.WithdrawDialog),
  { loading: OverlayComing },
);

export type EntryQuestion = 'discard' | 'withdraw' | 'fix';

type Props = { screen: EditorView; acts: EditorActions; asks: EntryQuestion | undefined; onClose(): void };

/** What is asked before something happens that is hard to undo, one at a time. */
export function EntryQuestions({ screen: { view, dirty }, acts, asks, onClose }: Props) {
  const discard = () => {
    onClose();
    void acts.move('discard');
  };
  const withdraw = async (request: WithdrawalRequest) => {
    const problem = await acts.withdraw(request);
    if (!problem) onClose();
    return problem;
  };
  const fixed = () => {
    onClose();
    acts.reload();
  };
  return (
    <>
      <Leaving dirty={dirty} acts={acts} />
      {asks === 'discard' && <DiscardQuestion opened purpose={purposeIn(view)} onClose={onClose} onDiscard={discard} />}
      {view?.published && asks === 'fix' && (
        <SmallFix entry={view.entry} published={view.published} onClose={onClose} onSubmitted={fixed} />
      )}
      {view && asks === 'withdraw' && <WithdrawDialog opened own={view.entry} onClose={onClose} onAsk={withdraw} />}
    </>
  );
}

/** Asked before a link leaves behind what could not be saved. */
function Leaving({ dirty, acts }: { dirty: boolean; acts: EditorActions }) {
  const router = useRouter();
  const { asks, to, stay } = useLeaving(dirty, acts.saves, () => acts.save({ quiet: true }));
  const saveAndLeave = async () => {
    stay();
    if (to && (await acts.save())) router.push(to);
  };
  if (!asks) return null;
  return (
    <LeaveQuestion href={to} onStay={stay} onLeave={() => to && router.push(to)} onSave={() => void saveAndLeave()} />
  );
}
