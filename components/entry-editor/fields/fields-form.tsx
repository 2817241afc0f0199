'use client';

import { useEffect, useState } from 'react';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import type { Day } from '#lib/kernel/day.ts';
import type { RevisionText } from '#lib/kernel/revision/text.ts';
import { slugIn } from '#lib/layout/paths.ts';
import styles from '../entry-editor.module.css';
import { loadRules } from '../form/entry-form.ts';
import { AddressField } from './address-field.tsx';
import { ContextsField } from './contexts-field.tsx';
import fields from './fields.module.css';
import { RelatedField } from './related-field.tsx';
import { SourcesField } from './sources-field.tsx';
import { DayField, HeadlineField, SummaryField, TopicField } from './text-fields.tsx';
import type { Names } from './use-names.ts';
import type { WaitingContexts } from './use-new-context.ts';

type Props = {
  person: number;
  view: EntryView | undefined;
  names: Names;
  waiting: WaitingContexts;
  before: RevisionText | undefined;
  /** Where the page is once it has an address. */
  frozen: { path: string; day: Day } | undefined;
  hidden: boolean;
  /** Saves what is not saved yet; whose id it then has, or undefined where that could not be. */
  onSaved(): Promise<number | undefined>;
};

/** The form of an entry, with places that are kept for what the archive proposes. */
export function FieldsForm({ person, view, names, waiting, before, frozen, hidden, onSaved }: Props) {
  const Help = useHelp();
  return (
    <form
      hidden={hidden}
      data-page-keys
      className={styles.form}
      noValidate
      aria-label="Entry"
      onFocus={() => void loadRules().catch(() => undefined)}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={fields.pair}>
        <DayField published={frozen} isNew={view === undefined} />
        <TopicField />
      </div>
      <div>
        <HeadlineField />
        <AddressField fixed={frozen && slugIn(frozen.path)} saved={before?.kept.slug ?? ''} />
        <div id="help-duplicates" className={fields.keptDuplicates} />
      </div>
      <SummaryField />
      <SourcesField own={view?.entry} />
      <div>
        <ContextsField names={names} waiting={waiting} isSaved={view !== undefined} />
        <div id="help-contexts" className={fields.keptContexts}>
          {!Help && <p className={fields.helpWaiting}>Suggested contexts appear here as you write.</p>}
        </div>
      </div>
      <div>
        <RelatedField names={names} own={view?.entry} before={before} />
        <div id="help-related" className={fields.keptRelated}>
          {!Help && <p className={fields.helpWaiting}>Suggested related entries appear here as you write.</p>}
        </div>
      </div>
      {Help && !hidden && (
        <Help
          person={person}
          entry={view?.entry}
          names={names}
          submitted={view?.proposal?.state === 'in_review'}
          onSaved={onSaved}
        />
      )}
    </form>
  );
}

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'scroll'] as const;

type Help = typeof import('../help/entry-help.tsx')['default'];

/**
 * The help, once somebody moved, pressed or touched anything and it came. Where it does not come, the form goes on
 * without it and asks at the next sign.
 */
function useHelp(): Help | undefined {
  const [come, setCome] = useState<{ Help: Help }>();
  useEffect(() => {
    if (come) return;
    let isAsked = false;
    const ask = () => {
      if (isAsked) return;
      isAsked = true;
      import('../help/entry-help.tsx').then(
        (module) => setCome({ Help: module.default }),
        () => {
          isAsked = false;
        },
      );
    };
    for (const sign of SIGNS) window.addEventListener(sign, ask, { passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, ask);
    };
  }, [come]);
  return come?.Help;
}
