'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useWatch } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import { mergeRequest } from '#lib/editorial/entries/contract/related.ts';
import type { MergeSide, MergeView } from '#lib/editorial/entries/queries/merge-view.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import type { Choice, ChosenField } from '#lib/kernel/revision/merge-entry-texts.ts';
import { FieldChoices } from './field-choices.tsx';
import styles from './merge-entries.module.css';
import { MergedLists } from './merged-lists.tsx';

/**
 * Two entries side by side, which of both each text is taken from, what the one that stays has then, and one button.
 */
export function MergeEntries({ view }: { view: MergeView }) {
  const { keep, merge } = view;
  const { choice, choose, busy, problem, propose } = useProposing(view);
  return (
    <form className={styles.merge} onSubmit={propose} noValidate>
      {view.problem && <Notice kind="problem" title={view.problem} />}
      <div className={styles.sides}>
        <Side
          side={keep}
          heading="Kept"
          says={keep.path === null ? 'Not published yet.' : 'Keeps its page and its address.'}
        />
        <Side
          side={merge}
          heading="Merged into it"
          says={
            merge.published
              ? 'Its page is withdrawn and redirects to the kept entry.'
              : 'A draft: it is discarded, but its text stays in its history.'
          }
        />
      </div>
      {merge.published && (
        <p>
          <Link href={`/entries/${merge.entry}/merge?with=${keep.entry}`}>Keep the other one</Link>
        </p>
      )}
      <FieldChoices keep={keep} merge={merge} choice={choice} onChoose={choose} />
      <MergedLists view={view} />
      {problem && (
        <Notice kind="problem" urgent title={problem.title}>
          {problem.detail}
        </Notice>
      )}
      <div className={styles.actions}>
        <Button type="submit" loading={busy} disabled={view.problem !== null}>
          Propose merge
        </Button>
        <LinkButton href={`/entries/${merge.entry}`} variant="default">
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}

function Side({ side, heading, says }: { side: MergeSide; heading: string; says: string }) {
  return (
    <section className={styles.side} aria-label={heading}>
      <h2>{heading}</h2>
      <p className={styles.title}>
        <Link href={`/entries/${side.entry}`}>
          <bdi>{readableTitle(side.title)}</bdi>
        </Link>
      </p>
      <p className={base.dimmed}>{dayName(side.day)}</p>
      <p>{says}</p>
    </section>
  );
}

/** Opens the proposal and goes to its editor, where it is read once more and submitted. */
function useProposing({ keep, merge }: MergeView) {
  const router = useRouter();
  const { control, setValue, sends, ...form } = useApiForm({
    schema: mergeRequest,
    begin: { merge: merge.entry, fields: {} },
    leaves: true,
  });
  const choice: Choice = useWatch({ control, name: 'fields' }) ?? {};
  const choose = (field: ChosenField, whose: 'keep' | 'merge') => setValue(`fields.${field}`, whose);
  const propose = sends(
    (body) => callApi('mergeEntry', { params: { id: keep.entry }, body }),
    () => router.push(`/entries/${keep.entry}`),
  );
  return { ...form, choice, choose, propose };
}
