'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import base from '#components/ui/base.module.css';
import styles from '../entry-editor.module.css';
import type { Names } from '../fields/use-names.ts';
import { useEntryForm } from '../form/entry-form.ts';
import { LikelyDuplicates } from './likely-duplicates.tsx';
import { LinkedFrom } from './linked-from.tsx';
import { ProposedContexts } from './proposed-contexts.tsx';
import { ProposedRelated } from './proposed-related.tsx';
import { useDismissals } from './use-dismissals.ts';
import { useSuggestions } from './use-suggestions.ts';

type Props = {
  person: number;
  /** The entry's own id, once it has one. */
  entry: number | undefined;
  names: Names;
  submitted: boolean;
  /** Saves what is not saved yet; whose id it then has, or undefined where that could not be. */
  onSaved(): Promise<number | undefined>;
};

/** What the archive knows about the entry that is being written, in the places that the form keeps for it. */
export default function EntryHelp({ person, entry, names, submitted, onSaved }: Props) {
  const form = useEntryForm();
  const [said, say] = useState('');
  const answer = useSuggestions(form, entry);
  const dismissals = useDismissals(entry, person);
  return (
    <>
      <InPlace id="help-duplicates">
        <LikelyDuplicates
          answer={answer}
          own={entry}
          dismissals={dismissals}
          submitted={submitted}
          onSaved={onSaved}
          say={say}
        />
      </InPlace>
      <InPlace id="help-contexts">
        <ProposedContexts answer={answer} names={names} dismissals={dismissals} say={say} />
      </InPlace>
      <InPlace id="help-related">
        <ProposedRelated answer={answer} own={entry} names={names} dismissals={dismissals} say={say} />
        {entry !== undefined && <LinkedFrom entry={entry} names={names} say={say} />}
      </InPlace>
      <p className={base.visuallyHidden} role="status">
        {said}
      </p>
      {dismissals.problem && (
        <p className={styles.problem} role="alert">
          Your dismissal was not saved: {dismissals.problem}
        </p>
      )}
    </>
  );
}

/** Shows something in a place that another part of the page keeps. */
function InPlace({ id, children }: { id: string; children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => setPlace(document.getElementById(id)), [id]);
  return place && createPortal(children, place);
}
