'use client';

import { SegmentedControl } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import type { Named } from '#components/diff/change-view.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { may } from '#lib/domain/permission/table.ts';
import type { EventView } from '#lib/queries/event-view.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import { ContextsField } from './contexts-field.tsx';
import { type Before, type EntryOutput, entryResolver } from './entry-form.ts';
import { currentText, emptyFields, fieldsOf, purposeIn, readersText, textOf } from './entry-text.ts';
import { ConflictNotice, FailureNotice, FoundNotice, StaleBaseNotice } from './notices.tsx';
import { PagePreview } from './page-preview.tsx';
import { DiscardQuestion, LeaveQuestion } from './questions.tsx';
import { RelatedField } from './related-field.tsx';
import { SourcesField } from './sources-field.tsx';
import { type Person, StateBar } from './state-bar.tsx';
import { DayField, HeadlineField, SummaryField, TopicField } from './text-fields.tsx';
import { type AskedWithdrawal, CHECK_FIELDS, useEntry } from './use-entry.ts';
import { useLeaveWarning } from './use-leave-warning.ts';
import { type Names, useNames } from './use-names.ts';
import { useUnsaved } from './use-unsaved.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';
import { AskedNotice, WithdrawnNotice } from './withdrawal-notices.tsx';
import './entry-editor.css';

type Props = { person: Person; view?: EventView; day: string };

/** Writes one entry: the form, the exact page beside it, and every way from draft to review. */
export function EntryEditor({ person, view: initial, day }: Props) {
  const router = useRouter();
  const [empty] = useState(() => emptyFields(day));
  const text = currentText(initial);
  const before = useRef<Before>({ text: undefined, frozenDay: undefined });
  const form = useForm<EntryFields, unknown, EntryOutput>({ defaultValues: text ? fieldsOf(text) : empty, resolver: entryResolver(() => before.current) });
  const entry = useEntry(form, initial, empty);
  const { view, conflict, outcome } = entry;
  const unsaved = useUnsaved(form, person.id, entry);
  const leave = useLeaveWarning(unsaved.dirty);
  const names = useNames(view);
  const named = useNamed(names);
  const [shown, setShown] = useState<'write' | 'page'>('write');
  const [asks, setAsks] = useState<'discard' | 'withdraw'>();

  const opened = currentText(view);
  const openedText = useMemo(() => (opened ? textOf(opened) : undefined), [opened]);
  const frozen = useMemo(() => (view?.path ? { path: view.path, day: view.day } : undefined), [view?.path, view?.day]);
  useEffect(() => {
    before.current = { text: openedText, frozenDay: frozen?.day };
  }, [openedText, frozen]);

  const run = async (work: Promise<boolean>): Promise<boolean> => {
    const done = await work;
    unsaved.settle();
    return done;
  };
  const asked = view?.proposal?.withdrawal ? view.proposal : undefined;
  const save = async () => asked !== undefined || run(entry.save());
  const submit = () => run(entry.move('submit'));
  const saveOnTop = () => {
    const theirs = conflict && currentText(conflict.theirs);
    entry.descendFrom(conflict && theirs ? { event: conflict.theirs.event, revision: theirs.revision } : undefined, theirs ? fieldsOf(theirs) : empty);
    void run(entry.save({ always: true }));
  };
  const discard = async () => {
    setAsks(undefined);
    if (!(await entry.move('discard'))) return;
    const stays = readersText(view);
    form.reset(stays ? fieldsOf(stays) : form.getValues());
    entry.descendFrom(view && stays ? { event: view.event, revision: stays.revision } : undefined, form.getValues());
    unsaved.settle();
    if (!stays) router.push(`/days/${form.getValues('day')}`);
  };
  const withdraw = async (request: AskedWithdrawal) => {
    const problem = await entry.withdraw(request);
    if (!problem) setAsks(undefined);
    return problem;
  };
  const restore = () => {
    const { found } = unsaved;
    if (!found) return;
    const { opened: now } = entry;
    entry.descendFrom(now.current && found.revision ? { ...now.current, revision: found.revision } : now.current, found.base);
    form.reset(found.fields);
    unsaved.answerFound();
  };
  useHotkeys(
    [
      ['mod+S', () => void save()],
      ['mod+Enter', () => void submit()],
    ],
    [],
    true,
  );

  const proposal = view?.proposal;
  const published = view?.published;
  // What somebody typed stays in sight, even where it cannot be saved now.
  const reads = asked !== undefined && !unsaved.dirty;
  const isStale = Boolean(proposal && published && proposal.base !== published.revision);
  return (
    <FormProvider {...form}>
      <StateBar
        view={view}
        person={person}
        dirty={unsaved.dirty}
        outcome={outcome}
        onSave={() => void save()}
        onMove={(verb) => void run(entry.move(verb))}
        onDiscard={() => setAsks('discard')}
        onWithdraw={() => setAsks('withdraw')}
      />
      <div className="entry-notices">
        {proposal?.state === 'changes_requested' && (
          <Notice kind="care" title="Sent back for changes">
            {proposal.reason}
          </Notice>
        )}
        {asked && <AskedNotice proposal={asked} />}
        {view?.withdrawn && (
          <WithdrawnNotice
            withdrawn={view.withdrawn}
            returns={Boolean(proposal)}
            onReturn={may({ role: person.role }, 'entry.write') ? () => void run(entry.save({ always: true })) : undefined}
          />
        )}
        {unsaved.found && <FoundNotice found={unsaved.found} onRestore={restore} onDiscard={unsaved.answerFound} />}
        {outcome.kind === 'failed' && outcome.problem.code !== CHECK_FIELDS && !conflict && <FailureNotice problem={outcome.problem} />}
        {conflict && <ConflictNotice conflict={conflict} named={named} onSaveOnTop={saveOnTop} />}
        {isStale && !asked && !conflict && view && published && (
          <StaleBaseNotice
            view={view}
            published={published}
            mine={form.getValues()}
            named={named}
            onPutOnTop={() => void run(entry.save({ always: true, base: published.revision }))}
          />
        )}
      </div>
      <SegmentedControl
        className="entry-tabs"
        {...(reads ? { 'data-hidden': true } : {})}
        fullWidth
        value={shown}
        onChange={(value) => setShown(value as 'write' | 'page')}
        aria-label="What is shown"
        data={[
          { value: 'write', label: 'Write' },
          { value: 'page', label: 'Page' },
        ]}
      />
      <div className="entry-columns" data-shown={reads ? 'only-page' : shown}>
        <form hidden={reads} className="entry-form" noValidate aria-label="Entry" onSubmit={(event) => event.preventDefault()}>
          <div className="entry-pair">
            <DayField frozen={frozen !== undefined} />
            <TopicField />
          </div>
          <HeadlineField />
          <SummaryField />
          <SourcesField />
          <ContextsField names={names} />
          <RelatedField names={names} own={view?.event} before={openedText} />
        </form>
        <div className="entry-page">
          <PagePreview before={openedText} frozen={frozen} names={names} />
        </div>
      </div>
      <LeaveQuestion
        href={leave.asked}
        onStay={leave.stay}
        onLeave={() => leave.asked && router.push(leave.asked)}
        onSave={async () => {
          const to = leave.asked;
          leave.stay();
          if (to && (await save())) router.push(to);
        }}
      />
      <DiscardQuestion opened={asks === 'discard'} purpose={purposeIn(view)} onClose={() => setAsks(undefined)} onDiscard={() => void discard()} />
      {view && <WithdrawDialog opened={asks === 'withdraw'} own={view.event} onClose={() => setAsks(undefined)} onAsk={withdraw} />}
    </FormProvider>
  );
}

function useNamed(names: Names): Named {
  return useMemo(
    () => ({
      context: names.context,
      event: (id) => {
        const event = names.event(id);
        return event ? `${event.day} ${event.title}` : `Event ${id}`;
      },
    }),
    [names],
  );
}
