'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { fetched } from '#components/ui/fetched.ts';

const AssignDialog = dynamic(() => fetched(() => import('./assign-dialog.tsx')).then((module) => module.AssignDialog), {
  ssr: false,
  loading: OverlayComing,
});

/** The button that adds or removes a context of the selected entries, for any list that has a selection. */
export function AssignContext({
  entries,
  context,
}: {
  entries: readonly number[];
  context?: { id: number; name: string };
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="xs" disabled={entries.length === 0} onClick={() => setOpen(true)}>
        Contexts…
      </Button>
      {open && <AssignDialog entries={entries} context={context} onClose={() => setOpen(false)} />}
    </>
  );
}
