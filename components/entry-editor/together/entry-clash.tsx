'use client';

import dynamic from 'next/dynamic';
import type { NameOf } from '#components/diff/change-view.tsx';
import { fetched } from '#components/ui/fetched.ts';
import type { Conflict } from '../model/state.ts';

const ClashScreen = dynamic(() => fetched(() => import('./clash-screen.tsx')), { loading: () => null });

/** Two texts that a person has to choose between. */
type OpenConflict = Exclude<Conflict, { kind: 'discarded' }>;

type Props = {
  clash: OpenConflict;
  named: NameOf;
  onSave(fields: OpenConflict['merged']): void;
  onLater(): void;
};

/** The clash with somebody else's save, or with what was published meanwhile. */
export function EntryClash({ clash, named, onSave, onLater }: Props) {
  const { theirs, clashes, merged } = clash;
  const { name } = theirs.author;
  const words =
    clash.kind === 'publication'
      ? {
          title: 'The published entry differs',
          their: 'the published text',
          saveLabel: 'Save over the published text',
        }
      : { title: `${name} changed the same words`, their: name, saveLabel: `Save over ${name}’s version` };
  return <ClashScreen key={theirs.revision} {...{ ...words, clashes, merged, named, onSave, onLater }} />;
}
