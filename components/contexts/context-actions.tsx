'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { fetched } from '#components/ui/fetched.ts';
import type { ContextView, MergedName } from '#lib/editorial/contexts/queries/context-view.ts';

const EditDialog = dynamic(() => fetched(() => import('./edit-dialog.tsx')).then((module) => module.EditDialog), {
  ssr: false,
  loading: OverlayComing,
});
const MergeDialog = dynamic(() => fetched(() => import('./merge-dialog.tsx')).then((module) => module.MergeDialog), {
  ssr: false,
  loading: OverlayComing,
});

/** What may be done with a context itself: change it, merge it. */
export function ContextActions({
  context,
  mayManage,
  mayMerge,
}: {
  context: ContextView;
  mayManage: boolean;
  mayMerge: boolean;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<'edit' | 'merge'>();
  const done = (message: string) => {
    setOpen(undefined);
    notifications.show({ message });
    router.refresh();
  };
  return (
    <>
      {mayMerge && (
        <Button variant="default" onClick={() => setOpen('merge')}>
          Merge…
        </Button>
      )}
      {mayManage && <Button onClick={() => setOpen('edit')}>Edit…</Button>}
      {open === 'edit' && (
        <EditDialog key={context.version} context={context} onClose={() => setOpen(undefined)} onDone={done} />
      )}
      {open === 'merge' && <MergeDialog goes={context} onClose={() => setOpen(undefined)} onDone={done} />}
    </>
  );
}

/** Undoes a merge. */
export function UndoMerge({ merged }: { merged: MergedName }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    const answer = await callApi('unmergeContext', { params: { id: merged.id }, body: { version: merged.version } });
    setBusy(false);
    notifications.show({
      message: !answer.ok
        ? answer.problem.detail
        : answer.value.change === null
          ? `${merged.name} is a separate context again.`
          : 'Sent for approval.',
    });
    router.refresh();
  };
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={busy}
      onClick={() => void undo()}
      aria-label={`Undo the merge of ${merged.name}`}
    >
      Undo
    </Button>
  );
}
