'use client';

import { SegmentedControl } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import type { Named } from '#components/diff/change-view.tsx';
import { requestKey } from '#components/runs/request-key.ts';
import { fetched } from '#components/ui/fetched.ts';
import { Notice } from '#components/ui/notice.tsx';
import { may } from '#lib/domain/permission/table.ts';
import { changesBetween } from '#lib/domain/revision/changes.ts';
import type { EventView } from '#lib/queries/event-view.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import type { Ahead } from './ahead.ts';
import { entryResolver } from './entry-form.ts';
import type { Before, EntryOutput } from './entry-output.ts';
import { autosaves, currentText, emptyFields, fieldsOf, purposeIn, readersText, textFrom, textOf } from './entry-text.ts';
import { FieldsForm } from './fields-form.tsx';
import { PagePreview } from './page-preview.tsx';
import { type Person, StateBar } from './state-bar.tsx';
import { TogetherRow } from './together-row.tsx';
import { useAutosave } from './use-autosave.ts';
import { type AskedWithdrawal, CHECK_FIELDS, type How, type SaveResult, useEntry } from './use-entry.ts';
import { useJoining } from './use-joining.ts';
import { useKeptText } from './use-kept-text.ts';
import { useLeaving } from './use-leaving.ts';
import { type Names, useNames } from './use-names.ts';
import { type Stands, usePresence } from './use-presence.ts';
import { useWrites } from './use-writes.ts';
import { AskedNotice, WithdrawnNotice } from './withdrawal-notices.tsx';
import './entry-editor.css';

// What is needed now and then comes when it is.
const ClashScreen = dynamic(() => fetched(() => import('./clash-screen.tsx')), { loading: () => null });
const EntryComments = dynamic(() => fetched(() => import('#components/review/entry-comments.tsx')).then((parts) => parts.EntryComments), { ssr: false });
const FollowButton = dynamic(() => fetched(() => import('#components/notices/follow-button.tsx')).then((parts) => parts.FollowButton), {
  ssr: false,
  loading: () => <span className="follow-place" />,
});
const DiscardedNotice = dynamic(() => fetched(() => import('./notices.tsx')).then((parts) => parts.DiscardedNotice), { loading: () => null });
const FailureNotice = dynamic(() => fetched(() => import('./notices.tsx')).then((parts) => parts.FailureNotice), { loading: () => null });
const FoundNotice = dynamic(() => fetched(() => import('./notices.tsx')).then((parts) => parts.FoundNotice), { loading: () => null });
const StaleBaseNotice = dynamic(() => fetched(() => import('./notices.tsx')).then((parts) => parts.StaleBaseNotice), { loading: () => null });
const DiscardQuestion = dynamic(() => fetched(() => import('./questions.tsx')).then((parts) => parts.DiscardQuestion), { loading: () => null });
const LeaveQuestion = dynamic(() => fetched(() => import('./questions.tsx')).then((parts) => parts.LeaveQuestion), { loading: () => null });
const SmallFix = dynamic(() => fetched(() => import('#components/review/small-fix.tsx')).then((parts) => parts.SmallFix), { loading: () => null });
const WithdrawDialog = dynamic(() => fetched(() => import('./withdraw-dialog.tsx')).then((parts) => parts.WithdrawDialog), { loading: () => null });

type Props = { person: Person; view?: EventView; following?: boolean; day: string };

/** Writes one entry: the form, the exact page beside it, and every way from draft to review. */
export function EntryEditor({ person, view: initial, following = false, day }: Props) {
  const router = useRouter();
  const [empty] = useState(() => emptyFields(day));
  const text = currentText(initial);
  const [tab] = useState(requestKey);
  const before = useRef<Before>({ text: undefined });
  const keep = useRef(() => {});
  const form = useForm<EntryFields, unknown, EntryOutput>({ defaultValues: text ? fieldsOf(text) : empty, resolver: entryResolver(() => before.current) });
  const entry = useEntry(form, { person: person.id, initial, empty, before, keep });
  const { view, ahead, conflict, outcome } = entry;
  const kept = useKeptText(form, { person: person.id, tab, initial, keep }, entry);
  const saves = autosaves(view);
  const auto = useAutosave(form, entry, saves, conflict?.opened ?? false);
  const { saveSoon } = auto;
  useEffect(() => {
    if (kept.dirty) saveSoon();
  }, [kept.dirty, saveSoon]);
  const others = usePresence({ event: view?.event, person: person.id, tab, writes: useWrites(form), onStands: useStands(entry) });
  const names = useNames(view);
  const named = useNamed(names);
  const [shown, setShown] = useState<'write' | 'page'>('write');
  const [asks, setAsks] = useState<'discard' | 'withdraw' | 'fix'>();

  const opened = currentText(view);
  const openedText = useMemo(() => (opened ? textOf(opened) : undefined), [opened]);
  const frozen = useMemo(() => (view?.path ? { path: view.path, day: view.day } : undefined), [view?.path, view?.day]);
  useEffect(() => {
    before.current = { text: openedText };
  }, [openedText]);

  const asked = view?.proposal?.withdrawal ? view.proposal : undefined;
  const run = async (work: Promise<boolean>): Promise<boolean> => {
    const done = await work;
    if (entry.unsettled.current) auto.learn('again');
    kept.settle();
    return done;
  };
  const saveAs = async (how?: How): Promise<SaveResult> => {
    const result = await entry.save(how);
    auto.learn(result);
    kept.settle();
    return result;
  };
  /** Whether everything is confirmed afterwards. */
  const save = async (how?: How): Promise<boolean> => {
    if (asked === undefined) await saveAs(how);
    return asked !== undefined || !entry.isDirty();
  };
  const submit = () => run(entry.move('submit'));
  const joining = useJoining(form, entry, view, { saved: save, settle: kept.settle });
  const leaving = useLeaving(kept.dirty, saves, () => save({ quiet: true }));
  const saveAsNew = () => {
    entry.descendFrom(undefined, empty);
    void saveAs({ always: true });
  };
  const discard = async () => {
    setAsks(undefined);
    if (!(await entry.move('discard'))) return;
    const stays = readersText(view);
    form.reset(stays ? fieldsOf(stays) : form.getValues());
    entry.descendFrom(view && stays ? { event: view.event, revision: stays.revision } : undefined, form.getValues());
    kept.settle();
    if (!stays) router.push(`/days/${form.getValues('day')}`);
  };
  const withdraw = async (request: AskedWithdrawal) => {
    const problem = await entry.withdraw(request);
    if (!problem) setAsks(undefined);
    return problem;
  };
  useHotkeys(
    [
      ['mod+S', () => conflict?.opened || void save()],
      ['mod+Enter', () => conflict?.opened || void submit()],
    ],
    [],
    true,
  );

  const proposal = view?.proposal;
  const published = view?.published;
  // What somebody typed stays in sight, even where it cannot be saved now.
  const reads = asked !== undefined && !kept.dirty;
  const clashing = conflict?.opened ? conflict : undefined;
  const shownAhead = conflict ? without(ahead, conflict.clashes) : ahead;
  const isStale = Boolean(proposal && published && proposal.base !== published.revision);
  return (
    <FormProvider {...form}>
      <StateBar
        view={view}
        person={person}
        dirty={kept.dirty}
        outcome={outcome}
        onSave={() => void save()}
        onMove={(verb) => void run(entry.move(verb))}
        onDiscard={() => setAsks('discard')}
        onWithdraw={() => setAsks('withdraw')}
        onFix={() => setAsks('fix')}
      >
        <TogetherRow
          others={others}
          outcome={outcome}
          ahead={ahead}
          conflict={conflict}
          dirty={kept.dirty}
          saves={saves}
          onBringIn={() => void joining.bringIn()}
          onSettle={() => void (conflict?.over ? joining.joinPublished() : save())}
          onRetry={() => void saveAs({ quiet: true, repeat: !saves })}
        >
          {view && (
            <Link href={`/entries/${view.event}/history`} prefetch={false}>
              History
            </Link>
          )}
          {view && <FollowButton event={view.event} following={following} />}
        </TogetherRow>
      </StateBar>
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
            onReturn={may({ role: person.role }, 'entry.write') ? () => void saveAs({ always: true }) : undefined}
          />
        )}
        {kept.found && <FoundNotice text={kept.found.text} now={form.getValues()} named={named} onRestore={kept.restoreFound} onDiscard={kept.discardFound} />}
        {outcome.kind === 'failed' && !outcome.passing && outcome.problem.code !== CHECK_FIELDS && !conflict && <FailureNotice problem={outcome.problem} />}
        {conflict && !conflict.theirs && <DiscardedNotice onSave={saveAsNew} />}
        {isStale && !asked && !conflict && published && (
          <StaleBaseNotice
            by={published.author.name}
            change={changesBetween(textFrom(fieldsOf(published)), textFrom(form.getValues()))}
            named={named}
            onMerge={() => void joining.joinPublished()}
          />
        )}
      </div>
      {clashing?.theirs && (
        <ClashScreen
          key={clashing.theirs.revision}
          title={clashing.over ? 'The published entry says otherwise' : `${clashing.theirs.author.name} changed the same words`}
          their={clashing.over ? 'the published text' : clashing.theirs.author.name}
          clashes={clashing.clashes}
          merged={clashing.merged}
          named={named}
          saveLabel={clashing.over ? 'Save on top of the published text' : `Save on top of ${clashing.theirs.author.name}’s`}
          onSave={joining.settleClash}
          onLater={joining.settleLater}
        />
      )}
      <SegmentedControl
        className="entry-tabs"
        {...(reads || clashing ? { 'data-hidden': true } : {})}
        fullWidth
        value={shown}
        onChange={(value) => setShown(value as 'write' | 'page')}
        aria-label="What is shown"
        data={[
          { value: 'write', label: 'Write' },
          { value: 'page', label: 'Page' },
        ]}
      />
      <div className="entry-columns" data-shown={reads || clashing ? 'only-page' : shown}>
        <FieldsForm
          person={person.id}
          view={view}
          names={names}
          before={openedText}
          frozen={frozen}
          hidden={reads || Boolean(clashing?.theirs)}
          onSaved={async () => ((await save()) ? entry.opened.current?.event : undefined)}
        />
        <div className="entry-page">
          <PagePreview before={openedText} ahead={shownAhead} baseline={entry.baseline} frozen={frozen} names={names} />
        </div>
      </div>
      {view && proposal && <EntryComments key={`${proposal.id} ${proposal.state}`} event={view.event} person={person} />}
      {leaving.asks && (
        <LeaveQuestion
          href={leaving.to}
          onStay={leaving.stay}
          onLeave={() => leaving.to && router.push(leaving.to)}
          onSave={async () => {
            const { to } = leaving;
            leaving.stay();
            if (to && (await save())) router.push(to);
          }}
        />
      )}
      {asks === 'discard' && <DiscardQuestion opened purpose={purposeIn(view)} onClose={() => setAsks(undefined)} onDiscard={() => void discard()} />}
      {view?.published && asks === 'fix' && (
        <SmallFix
          event={view.event}
          published={view.published}
          onClose={() => setAsks(undefined)}
          onSubmitted={() => {
            setAsks(undefined);
            void entry.reload();
          }}
        />
      )}
      {view && asks === 'withdraw' && <WithdrawDialog opened own={view.event} onClose={() => setAsks(undefined)} onAsk={withdraw} />}
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

/** Loads the entry anew where it went on without this tab. */
function useStands({ view, reload }: { view: EventView | undefined; reload(): Promise<unknown> }): (stands: Stands) => void {
  return useCallback(
    ({ revision, state }) => {
      const known = view?.proposal ?? view?.published;
      if ((known?.revision ?? null) !== revision || (view?.proposal?.state ?? null) !== state) void reload();
    },
    [view, reload],
  );
}

/** What others changed, save where it clashes with mine. */
function without(ahead: Ahead | undefined, clashes: readonly { field: Ahead['fields'][number] }[]): Ahead | undefined {
  return ahead && { ...ahead, fields: ahead.fields.filter((field) => !clashes.some((clash) => clash.field === field)) };
}
