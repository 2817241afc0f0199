'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { type Ref, useRef, useState } from 'react';
import base from '#components/ui/base.module.css';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { ComparedPage } from '#lib/exchange/import/queries/compared-pages.ts';
import type { ImportIssue } from '#lib/exchange/import/queries/import-issues.ts';
import styles from './import-issues.module.css';
import { PageCard } from './page-card.tsx';
import { type Resolution, useResolution } from './use-resolution.ts';

type Item = Extract<ImportIssue, { kind: 'same-event' }>;
type Props = { item: Item; pages: ComparedPage[]; mayResolve: boolean; mayReview: boolean };

/** Pages that look like one event, side by side, and the decision whether they are. */
export function SameEvent({ item, pages, mayResolve, mayReview }: Props) {
  const { busy, problem, resolution, resolve, result } = useResolution(item.id);
  const [keep, setKeep] = useState<number>();
  const [asksWhich, setAsksWhich] = useState(false);
  const cards = useRef<HTMLFieldSetElement>(null);
  const keepable = pages.some((page) => page.status === 'published');
  const title = `These ${pages.length} entries look like the same event`;
  const areOne = () => {
    if (keep !== undefined) return void resolve({ as: 'one', keep });
    setAsksWhich(true);
    cards.current?.querySelector<HTMLInputElement>('input:not(:disabled)')?.focus();
  };
  return (
    <article className={styles.item} aria-labelledby={`resolve-${item.id}`}>
      <header className={styles.head}>
        <h3 dir="auto" id={`resolve-${item.id}`}>
          {title}
        </h3>
        <p>{item.detail.reasons.join(' ')}</p>
      </header>
      {resolution ? (
        <div ref={result} tabIndex={-1} className={styles.result}>
          <Outcome resolution={resolution} pages={pages} keep={keep} mayReview={mayReview} />
        </div>
      ) : (
        <>
          <KeepChoice
            ref={cards}
            item={item.id}
            pages={pages}
            keep={keep}
            choosable={mayResolve && keepable}
            isAsked={asksWhich}
            onChoose={(page) => {
              setKeep(page);
              setAsksWhich(false);
            }}
          />
          {problem && (
            <Notice kind="problem" title={problem.title} className={styles.notice} urgent>
              {problem.detail}
            </Notice>
          )}
          {mayResolve && (
            <Decision
              keepable={keepable}
              busy={busy}
              onOne={areOne}
              onDifferent={() => void resolve({ as: 'different' })}
            />
          )}
        </>
      )}
    </article>
  );
}

type ChoiceProps = {
  ref: Ref<HTMLFieldSetElement>;
  item: Item['id'];
  pages: readonly ComparedPage[];
  keep: number | undefined;
  choosable: boolean;
  isAsked: boolean;
  onChoose(page: number): void;
};

/** The choice of the one to keep. */
function KeepChoice({ ref, item, pages, keep, choosable, isAsked, onChoose }: ChoiceProps) {
  return (
    <>
      <fieldset ref={ref} className={styles.cards} aria-describedby={isAsked ? `which-${item}` : undefined}>
        <legend className={base.visuallyHidden}>Entry to keep</legend>
        {pages.map((page) => (
          <PageCard
            key={page.id}
            page={page}
            group={`keep-${item}`}
            chosen={keep === page.id}
            choosable={choosable}
            onChoose={() => onChoose(page.id)}
          />
        ))}
      </fieldset>
      {isAsked && (
        <p id={`which-${item}`} role="alert" className={styles.problem}>
          Choose the entry to keep. The others are withdrawn and redirect to it.
        </p>
      )}
    </>
  );
}

function Decision({
  keepable,
  busy,
  onOne,
  onDifferent,
}: {
  keepable: boolean;
  busy: boolean;
  onOne(): void;
  onDifferent(): void;
}) {
  return (
    <div className={styles.actions}>
      {keepable ? (
        <Button onClick={onOne} loading={busy}>
          Merge them
        </Button>
      ) : (
        <span className={base.dimmed}>
          None is published. Publish the one to keep, and ask the authors to discard the others.
        </span>
      )}
      <Button variant="default" disabled={busy} onClick={onDifferent}>
        They are different
      </Button>
    </div>
  );
}

/** What came of it, and who has to do what now. */
function Outcome({
  resolution,
  pages,
  keep,
  mayReview,
}: {
  resolution: Resolution;
  pages: readonly ComparedPage[];
  keep: number | undefined;
  mayReview: boolean;
}) {
  if (resolution.as === 'different')
    return <Notice kind="offer" title="Resolved: they are different. Each entry stays as it is." />;
  const kept = pages.find((page) => page.id === keep);
  const asked = pages.filter((page) => resolution.withdrawals.includes(page.id));
  return (
    <Notice kind="offer" title={`Resolved: “${kept?.headline ?? 'the entry'}” is kept`}>
      {asked.length > 0 && (
        <>
          <p>
            You asked to withdraw {asked.length === 1 ? 'this entry' : 'these entries'}. Another reviewer has to
            approve; until then {asked.length === 1 ? 'it stays' : 'they stay'} published.
          </p>
          <ul className={styles.asked}>
            {asked.map((page) => (
              <li key={page.id}>
                <Link href={mayReview ? `/review/${page.id}` : `/entries/${page.id}`}>
                  <bdi>{page.headline}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {resolution.left.map((page) => (
        <p key={page.id}>
          <Link href={`/entries/${page.id}`}>
            <bdi>{page.title}</bdi>
          </Link>{' '}
          was left as it is. {page.why}
        </p>
      ))}
    </Notice>
  );
}
