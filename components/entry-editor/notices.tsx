'use client';

import { Button, Group } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import type { Named } from '#components/diff/change-view.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { EventView, TextView } from '#lib/queries/event-view.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import { clockTime } from './clock-time.ts';
import { currentText, fieldsOf } from './entry-text.ts';
import type { KeptText } from './kept-text.ts';
import { ThreeTexts } from './three-texts.tsx';
import type { Conflict } from './use-entry.ts';

/** Why a save or a move failed, and what to do. */
export function FailureNotice({ problem }: { problem: ApiProblem }) {
  if (problem.status === 401) return <SignInNotice />;
  return (
    <Notice kind="problem" title={problem.title} urgent>
      {problem.detail}
    </Notice>
  );
}

function SignInNotice() {
  return (
    <Notice kind="problem" title="You are signed out" urgent>
      <a href="/sign-in" target="_blank" rel="noopener">
        Sign in in a new tab
      </a>
      , then save again here. Your text stays in this form.
    </Notice>
  );
}

/** Text that an earlier visit left unsaved in this browser. */
export function FoundNotice({ found, onRestore, onDiscard }: { found: KeptText; onRestore(): void; onDiscard(): void }) {
  return (
    <Notice kind="offer" title={`Unsaved text from ${clockTime(found.at)} found`} urgent>
      It was typed here and never saved.
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" onClick={onRestore}>
          Restore it
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDiscard}>
          Discard it
        </Button>
      </Group>
    </Notice>
  );
}

type ConflictProps = { conflict: Conflict; named: Named; onSaveOnTop(): void };

/** Somebody saved first: both texts, and the way on. */
export function ConflictNotice({ conflict, named, onSaveOnTop }: ConflictProps) {
  const theirs = currentText(conflict.theirs);
  if (!theirs) {
    return (
      <Panel title="The draft was discarded meanwhile">
        <p>Your text is still in the form. Saving it begins a new entry.</p>
        <Button onClick={onSaveOnTop}>Save my text as a new entry</Button>
      </Panel>
    );
  }
  return (
    <Panel title={`${theirs.author.name} saved this entry at ${clockTime(theirs.at)}, after you opened it`}>
      <p>Nothing of yours is lost or saved yet. Choose for each field, or go on writing below; then save on top of theirs.</p>
      <ThreeTexts key={theirs.revision} base={conflict.base} theirs={fieldsOf(theirs)} mine={conflict.mine} theirName={theirs.author.name} named={named} />
      <Button onClick={onSaveOnTop}>Save my version on top</Button>
    </Panel>
  );
}

type StaleProps = { view: EventView; published: TextView; mine: EntryFields; named: Named; onPutOnTop(): void };

/** The published text moved on since this proposal began. */
export function StaleBaseNotice({ published, mine, named, onPutOnTop }: StaleProps) {
  return (
    <Panel title="The published entry moved on since this proposal began">
      <p>It cannot be approved like this. Compare it with what is published now, then put it on top of that.</p>
      <ThreeTexts key={published.revision} base={undefined} theirs={fieldsOf(published)} mine={mine} theirName="the published text" named={named} />
      <Button onClick={onPutOnTop}>Put on top of the published text</Button>
    </Panel>
  );
}

/** A notice that takes the focus when it appears, since it needs an answer. */
function Panel({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="entry-panel" aria-label={title}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
