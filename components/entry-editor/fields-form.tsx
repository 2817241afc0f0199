'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { Day } from '#lib/domain/day.ts';
import type { RevisionText } from '#lib/domain/revision/text.ts';
import type { EventView } from '#lib/queries/event-view.ts';
import { ContextsField } from './contexts-field.tsx';
import { loadRules } from './entry-form.ts';
import { RelatedField } from './related-field.tsx';
import { SourcesField } from './sources-field.tsx';
import { DayField, HeadlineField, SummaryField, TopicField } from './text-fields.tsx';
import type { Names } from './use-names.ts';

// Comes once the form is there and somebody with it.
const EntryHelp = dynamic(() => import('./help/entry-help.tsx'), { ssr: false });

type Props = {
  person: number;
  view: EventView | undefined;
  names: Names;
  before: RevisionText | undefined;
  /** Where the page stands once it has an address. */
  frozen: { path: string; day: Day } | undefined;
  hidden: boolean;
  /** Saves what is not saved yet; whose id it then has, or undefined where that could not be. */
  onSaved(): Promise<number | undefined>;
};

/** The form of an entry, with places that are kept for what the archive proposes. */
export function FieldsForm({ person, view, names, before, frozen, hidden, onSaved }: Props) {
  const helps = useSomebody();
  return (
    <form hidden={hidden} className="entry-form" noValidate aria-label="Entry" onFocus={() => void loadRules().catch(() => undefined)} onSubmit={(event) => event.preventDefault()}>
      <div className="entry-pair">
        <DayField published={frozen} />
        <TopicField />
      </div>
      <div>
        <HeadlineField />
        <div id="help-duplicates" />
      </div>
      <SummaryField />
      <SourcesField own={view?.event} />
      <div>
        <ContextsField names={names} />
        <div id="help-contexts">{!helps && <p className="help-waiting">Contexts are proposed here while you write.</p>}</div>
      </div>
      <div>
        <RelatedField names={names} own={view?.event} before={before} />
        <div id="help-related">{!helps && <p className="help-waiting">Related events are proposed here while you write.</p>}</div>
      </div>
      {helps && !hidden && <EntryHelp person={person} event={view?.event} names={names} submitted={view?.proposal?.state === 'in_review'} onSaved={onSaved} />}
    </form>
  );
}

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'scroll'] as const;

/** Whether somebody moved, pressed or touched anything since the page came. */
function useSomebody(): boolean {
  const [here, setHere] = useState(false);
  useEffect(() => {
    if (here) return;
    const come = () => setHere(true);
    for (const sign of SIGNS) window.addEventListener(sign, come, { passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, come);
    };
  }, [here]);
  return here;
}
