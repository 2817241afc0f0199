'use client';

import { Button, Group } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import { ChangeView, type NameOf } from '#components/diff/change-view.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { changesBetween, type FieldChange } from '#lib/kernel/revision/changes.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import entryEditor from '../entry-editor.module.css';
import { textFrom } from '../form/entry-text.ts';
import type { KeptText } from '../model/kept.ts';
import { clockTime } from './clock-time.ts';
import styles from './status.module.css';

/** Why a save or a move failed for good, and what to do. */
export function FailureNotice({ problem }: { problem: ApiProblem }) {
  return (
    <Notice kind="problem" title={problem.title} urgent>
      {problem.detail}
    </Notice>
  );
}

type FoundProps = { text: KeptText; now: EntryFields; named: NameOf; onRestore(): void; onDiscard(): void };

/** Text that another visit left unsaved in this browser, and how it differs from the form. */
export function FoundNotice({ text, now, named, onRestore, onDiscard }: FoundProps) {
  const changes = changesBetween(textFrom(now), textFrom(text.fields));
  return (
    <Notice kind="offer" title={`Unsaved text from ${clockTime(text.at)}`} urgent>
      <p>
        {text.unsettled
          ? 'The last save got no response, so it may already be saved. If you restore it, you continue the same entry.'
          : 'You typed this here and never saved it. If you restore it, it is merged with what others have saved ' +
            'since.'}
      </p>
      <details className={styles.noticeMore}>
        <summary>Compare with the current text</summary>
        <Changes changes={changes} named={named} />
      </details>
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" onClick={onRestore}>
          Restore
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDiscard}>
          Discard
        </Button>
      </Group>
    </Notice>
  );
}

/** The draft that the form descends from was given up by another author. */
export function DiscardedNotice({ onSave }: { onSave(): void }) {
  return (
    <Panel title="The draft was discarded in the meantime">
      <p>Your text is still in the form. Save it as a new entry to keep it.</p>
      <Button onClick={onSave}>Save as a new entry</Button>
    </Panel>
  );
}

type StaleProps = { by: string; change: readonly FieldChange[]; named: NameOf; onMerge(): void };

/** The published text moved on since this proposal began: what changed there, and the way to put both together. */
export function StaleBaseNotice({ by, change, named, onMerge }: StaleProps) {
  return (
    <Notice kind="warning" title="The published entry has changed since this change was started">
      <p>
        {by} changed it. Merge that version into your change before it can be approved. If both changed the same words,
        you choose.
      </p>
      <details className={styles.noticeMore}>
        <summary>Compare the published text with yours</summary>
        <Changes changes={change} named={named} />
      </details>
      <Button size="compact-sm" mt="xs" onClick={onMerge}>
        Merge with the published text
      </Button>
    </Notice>
  );
}

/** Changes field by field. */
function Changes({ changes, named }: { changes: readonly FieldChange[]; named: NameOf }) {
  return (
    <dl className={styles.noticeChanges} data-part="changes">
      {changes.map((change) => (
        <div key={change.field}>
          <dt>{FIELD_NAMES[change.field]}</dt>
          <dd>
            <ChangeView change={change} named={named} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A notice that takes the focus when it appears, since it needs an answer. */
function Panel({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={entryEditor.panel} aria-label={title}>
      <h2 dir="auto" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
