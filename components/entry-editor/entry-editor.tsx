'use client';

import { SegmentedControl } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useState } from 'react';
import { FormProvider } from 'react-hook-form';
import type { NameOf } from '#components/diff/change-view.tsx';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import { fetched } from '#components/ui/fetched.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import styles from './entry-editor.module.css';
import { FieldsForm } from './fields/fields-form.tsx';
import { type Names, useNames } from './fields/use-names.ts';
import { currentText, textOf } from './form/entry-text.ts';
import type { NewerRevision } from './model/ahead.ts';
import type { Conflict } from './model/state.ts';
import { PagePreview } from './page/page-preview.tsx';
import { type Editor, useEditor } from './save/use-editor.ts';
import { EntryBar } from './status/entry-bar.tsx';
import { EntryNotices } from './status/entry-notices.tsx';
import { type EntryQuestion, EntryQuestions } from './status/entry-questions.tsx';
import type { Person } from './status/state-bar.tsx';
import { EntryClash } from './together/entry-clash.tsx';
import { type EditorActions, useEditorActions } from './use-editor-actions.ts';

// What is needed now and then comes when it is.
const EntryComments = dynamic(
  () => fetched(() => import('#components/review/comments/entry-comments.tsx')).then((parts) => parts.EntryComments),
  { ssr: false },
);

/** `mark`: the place in the browser's history where a new entry began. */
type Props = { person: Person; view?: EntryView; following?: boolean; day: string; mark: string | undefined };

/** Writes one entry: the form, the exact page beside it, and every way from draft to review. */
export function EntryEditor({ person, view: initial, following = false, day, mark }: Props) {
  const editor = useEditor({ person: person.id, view: initial, day, mark });
  const { form, screen } = editor;
  const { view } = screen;
  const acts = useEditorActions(editor);
  const names = useNames(view);
  const named = useNamed(names);
  const [asks, setAsks] = useState<EntryQuestion>();
  const isSettling = screen.conflict?.opened ?? false;
  const { learnContexts } = names;
  useEffect(() => learnContexts(screen.made), [learnContexts, screen.made]);
  useShortcuts({
    'Mod+s': () => isSettling || void acts.save(),
    'Mod+Enter': () => isSettling || void acts.move('submit'),
  });
  return (
    <FormProvider {...form}>
      <EntryBar person={person} screen={screen} acts={acts} following={following} onAsk={setAsks} />
      <EntryNotices role={person.role} screen={screen} acts={acts} named={named} />
      <Writing person={person.id} editor={editor} acts={acts} names={names} named={named} />
      {view?.proposal && (
        <EntryComments key={`${view.proposal.id} ${view.proposal.state}`} entry={view.entry} person={person} />
      )}
      <EntryQuestions screen={screen} acts={acts} asks={asks} onClose={() => setAsks(undefined)} />
    </FormProvider>
  );
}

type WritingProps = { person: number; editor: Editor; acts: EditorActions; names: Names; named: NameOf };

/** The clash that is being settled; otherwise the form and the page beside it. */
function Writing({ person, editor: { screen, send }, acts, names, named }: WritingProps) {
  const { view, ahead, conflict, baseline, waiting, dirty } = screen;
  const [shown, setShown] = useState<'write' | 'page'>('write');
  const before = useOpenedText(view);
  const frozen = useMemo(() => (view?.path ? { path: view.path, day: view.day } : undefined), [view?.path, view?.day]);
  const contexts = useMemo(
    () => ({
      names: waiting,
      add: (name: string) => send({ kind: 'context-waits', name }),
      remove: (name: string) => send({ kind: 'context-dropped', name }),
    }),
    [waiting, send],
  );
  const clash = conflict && conflict.kind !== 'discarded' && conflict.opened ? conflict : undefined;
  // What somebody typed stays in sight, even where it cannot be saved now.
  const reads = Boolean(view?.proposal?.withdrawal) && !dirty;
  const onlyPage = reads || Boolean(conflict?.opened);
  return (
    <>
      {clash && <EntryClash clash={clash} named={named} onSave={acts.resolveClash} onLater={acts.resolveLater} />}
      <WhatIsShown hidden={onlyPage} shown={shown} onShow={setShown} />
      <div className={styles.columns} data-shown={onlyPage ? 'only-page' : shown}>
        <FieldsForm
          {...{ person, view, names, before, frozen }}
          waiting={contexts}
          hidden={reads || clash !== undefined}
          onSaved={acts.savedEntry}
        />
        <div className={styles.page}>
          <PagePreview {...{ before, baseline, frozen, names }} ahead={withoutClashes(ahead, conflict)} />
        </div>
      </div>
    </>
  );
}

type EditorTab = 'write' | 'page';

/** On a narrow screen either the form or the page is shown. */
function WhatIsShown({ hidden, shown, onShow }: { hidden: boolean; shown: EditorTab; onShow(shown: EditorTab): void }) {
  return (
    <SegmentedControl
      className={styles.tabs}
      {...(hidden ? { 'data-hidden': true } : {})}
      fullWidth
      value={shown}
      onChange={onShow}
      aria-label="View"
      data={[
        { value: 'write', label: 'Write' },
        { value: 'page', label: 'Page' },
      ]}
    />
  );
}

function useOpenedText(view: EntryView | undefined) {
  const opened = currentText(view);
  return useMemo(() => (opened ? textOf(opened) : undefined), [opened]);
}

function useNamed(names: Names): NameOf {
  return useMemo(
    () => ({
      context: names.context,
      entry: (id) => {
        const entry = names.entry(id);
        return entry ? `${entry.day} ${entry.title}` : `Entry ${id}`;
      },
    }),
    [names],
  );
}

/** What others changed, save where it clashes with mine. */
function withoutClashes(ahead: NewerRevision | undefined, conflict: Conflict | undefined): NewerRevision | undefined {
  if (!ahead || !conflict || conflict.kind === 'discarded') return ahead;
  return { ...ahead, fields: ahead.fields.filter((field) => !conflict.clashes.some((clash) => clash.field === field)) };
}
