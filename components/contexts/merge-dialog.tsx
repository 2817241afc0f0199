'use client';

import { Button, Modal } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { useApiQuery } from '#components/api-query.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import base from '#components/ui/base.module.css';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { MergePreview } from '#lib/editorial/entries/queries/merge-preview.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import { ContextSearch } from './context-search.tsx';
import { FIELD_WORDS } from './context-words.ts';
import styles from './contexts.module.css';

type MergeSide = { id: number; name: string };
type Props = { goes: MergeSide; into?: MergeSide | undefined; onClose(): void; onDone(message: string): void };

/**
 * Merges a context into another one: which, then everything that it touches, then the merge. Swap is one
 * button away.
 */
export function MergeDialog({ goes, into, onClose, onDone }: Props) {
  const [pair, setPair] = useState<{ goes: MergeSide; stays: MergeSide | undefined }>({ goes, stays: into });
  const { data: preview, error } = usePreview(pair.goes, pair.stays);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const merge = async (shown: MergePreview) => {
    setBusy(true);
    const { goes: from, stays } = shown;
    const answer = await callApi('mergeContexts', {
      params: { id: from.id },
      body: { into: stays.id, version: from.version, intoVersion: stays.version },
    });
    setBusy(false);
    if (answer.ok) return onDone(outcomeOf(shown, answer.value));
    setProblem(answer.problem.detail);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={pair.stays ? `Merge ${pair.goes.name} into ${pair.stays.name}` : `Merge ${goes.name} into another context`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.form}>
        <ProblemNote text={problem ?? error?.detail} />
        {!pair.stays && (
          <ContextSearch
            label="The context that stays"
            description="Its name is shown on all pages from then on."
            action="Merge into"
            except={[goes.id]}
            onChoose={(hit) => setPair({ goes, stays: hit })}
          />
        )}
        {preview && <Preview preview={preview} />}
        <div className={styles.formActions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {preview && (
            <>
              <Button
                variant="default"
                onClick={() => setPair({ goes: preview.stays, stays: preview.goes })}
                disabled={busy}
              >
                Swap
              </Button>
              <Button data-autofocus loading={busy} onClick={() => void merge(preview)}>
                Merge into <bdi>{preview.stays.name}</bdi>
              </Button>
            </>
          )}
        </div>
      </div>
    </Modal>
  );
}

function outcomeOf({ goes, stays }: MergePreview, { change, pages }: { change: number | null; pages: number }): string {
  if (change !== null) return `Sent for approval: ${countOf(pages, 'page')} would show ${stays.name}.`;
  return `${goes.name} was merged into ${stays.name}, on ${countOf(pages, 'page')}.`;
}

function usePreview(goes: MergeSide, stays: MergeSide | undefined) {
  const asked = stays && { params: { id: goes.id }, query: { into: stays.id } };
  return useApiQuery('previewContextMerge', asked, { keeps: true });
}

function Preview({ preview }: { preview: MergePreview }) {
  const { goes, stays, touches, names, takes, keeps, items, next } = preview;
  const more = touches.entries - items.length;
  return (
    <section className={styles.mergePreview} aria-label="What this touches">
      <p>
        {countOf(touches.entries, 'published entry', 'published entries')} of {countOf(touches.days, 'day')}{' '}
        {touches.entries === 1 ? 'has' : 'have'} <bdi>{goes.name}</bdi>
        {touches.both > 0 && `, ${touches.both} of them ` + `${stays.name} too`}. Their pages show{' '}
        <bdi>{stays.name}</bdi> from now on.
        {touches.beside > 0 &&
          ` ${countOf(touches.beside, 'other page')} that ${touches.beside === 1 ? 'names' : 'name'} them as ` +
            'related change too.'}
      </p>
      <p>
        {names.map((name) => `“${name}”`).join(', ')} {names.length === 1 ? 'leads' : 'lead'} to <bdi>{stays.name}</bdi>
        . The texts stay as they are, and the merge can be undone.
      </p>
      {(takes.length > 0 || keeps.length > 0) && (
        <p>
          {takes.length > 0 && `It takes over the ${takes.map((field) => FIELD_WORDS[field]).join(' and the ')}. `}
          {keeps.length > 0 && `It keeps its own ${keeps.map((field) => FIELD_WORDS[field]).join(' and its own ')}.`}
        </p>
      )}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keys
        <ul className={`${base.plainList} ${styles.mergePreviewEntries}`} tabIndex={0} aria-label="Entries">
          {items.map(({ entry, day, title }) => (
            <li key={entry}>
              <span className={`${base.dimmed} ${base.tabular}`}>{shortDayName(day)}</span>{' '}
              <bdi>{readableTitle(title)}</bdi>
            </li>
          ))}
          {next && more > 0 && (
            <li>
              and {countOf(more, 'more entry', 'more entries')}: <Link href={`/contexts/${goes.id}`}>see them all</Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
