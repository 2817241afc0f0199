'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { OverlayComing } from '#components/keys/overlays.tsx';
import base from '#components/ui/base.module.css';
import { fetched } from '#components/ui/fetched.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { FindingList } from '#lib/editorial/contexts/contract/contexts.ts';
import type { ContextFinding, FindingContext } from '#lib/editorial/contexts/queries/context-attention.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { NEAR_WORDS } from './context-words.ts';
import styles from './contexts.module.css';

const MergeDialog = dynamic(() => fetched(() => import('./merge-dialog.tsx')).then((module) => module.MergeDialog), {
  ssr: false,
  loading: OverlayComing,
});

type MergeQuestion = { goes: FindingContext; into: FindingContext | undefined };

/** Contexts that need attention, each with its next step. */
export function ContextFindings({
  list,
  items,
  mayMerge,
}: {
  list: FindingList;
  items: readonly ContextFinding[];
  mayMerge: boolean;
}) {
  const router = useRouter();
  const [asked, setAsked] = useState<MergeQuestion>();
  const done = (message: string) => {
    setAsked(undefined);
    notifications.show({ message });
    router.refresh();
  };
  const dismiss = async (context: FindingContext, other: FindingContext) => {
    const answer = await callApi('dismissContextPair', { params: { id: context.id }, body: { with: other.id } });
    done(answer.ok ? `${context.name} and ${other.name} are marked as different.` : answer.problem.detail);
  };
  return (
    <>
      <ul className={`${base.plainList} ${styles.findingList}`}>
        {items.map(({ context, other, reason }) => (
          <li key={`${context.id} ${other?.id ?? ''}`} className={styles.findingRow}>
            <div className={styles.findingNames}>
              <Named context={context} />
              {other && <Named context={other} />}
              {reason && <span className={base.dimmed}>{NEAR_WORDS[reason]}</span>}
            </div>
            {mayMerge && (
              <div className={styles.findingActions}>
                {other ? (
                  <PairButtons
                    context={context}
                    other={other}
                    onMerge={() => setAsked({ goes: other, into: context })}
                    onDismiss={() => void dismiss(context, other)}
                  />
                ) : (
                  <NextStep
                    list={list}
                    context={context}
                    onMerge={() => setAsked({ goes: context, into: undefined })}
                  />
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {asked && <MergeDialog key={asked.goes.id} {...asked} onClose={() => setAsked(undefined)} onDone={done} />}
    </>
  );
}

type PairProps = { context: FindingContext; other: FindingContext; onMerge(): void; onDismiss(): void };

function PairButtons({ context, other, onMerge, onDismiss }: PairProps) {
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        onClick={onMerge}
        aria-label={`Merge ${other.name} into ${context.name}`}
      >
        Merge…
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        onClick={onDismiss}
        aria-label={`${context.name} and ${other.name} are not the same`}
      >
        Not the same
      </Button>
    </>
  );
}

function Named({ context }: { context: FindingContext }) {
  return (
    <span>
      <Link href={`/contexts/${context.id}`} className={styles.name}>
        <bdi>{context.name}</bdi>
      </Link>{' '}
      <span className={`${base.dimmed} ${base.tabular}`}>
        {context.entries === 0 ? 'no entries' : countOf(context.entries, 'entry', 'entries')}
      </span>
    </span>
  );
}

function NextStep({ list, context, onMerge }: { list: FindingList; context: FindingContext; onMerge(): void }) {
  if (list === 'broad' || list === 'no-kind')
    return (
      <LinkButton
        href={`/contexts/${context.id}`}
        variant="default"
        size="compact-sm"
        label={`${list === 'broad' ? 'Split' : 'Set kind'}: ${context.name}`}
      >
        {list === 'broad' ? 'Split…' : 'Set kind…'}
      </LinkButton>
    );
  return (
    <Button variant="default" size="compact-sm" onClick={onMerge} aria-label={`Merge ${context.name} into another`}>
      Merge…
    </Button>
  );
}
