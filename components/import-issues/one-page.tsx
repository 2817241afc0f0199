'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { ImportIssue } from '#lib/exchange/import/queries/import-issues.ts';
import styles from './import-issues.module.css';
import { useResolution } from './use-resolution.ts';

type Props = {
  item: Extract<ImportIssue, { kind: 'ambiguous-contexts' | 'missing-link' }>;
  /** What the button says that resolves it, and what is said once it did. */
  action: string;
  done: string;
  mayResolve: boolean;
  children: ReactNode;
};

/** A finding on one page: what was found, the way to the entry, and the button that it is fine. */
export function OnePage({ item, action, done, mayResolve, children }: Props) {
  const { busy, problem, resolution, resolve, result } = useResolution(item.id);
  const [entry] = item.entries;
  const title = entry?.title ?? item.detail.path;
  return (
    <article className={styles.row} aria-labelledby={`resolve-${item.id}`}>
      <div>
        <h3 id={`resolve-${item.id}`}>
          {entry ? (
            <Link href={`/entries/${entry.id}`}>
              <bdi>{title}</bdi>
            </Link>
          ) : (
            <bdi>{title}</bdi>
          )}
        </h3>
        <p className={styles.path}>
          <code>{item.detail.path}</code>
        </p>
        {resolution ? (
          <div ref={result} tabIndex={-1} className={styles.result}>
            <Notice kind="offer" title={done} className={styles.notice} />
          </div>
        ) : (
          children
        )}
        {problem && (
          <Notice kind="problem" title={problem.title} className={styles.notice} urgent>
            {problem.detail}
          </Notice>
        )}
      </div>
      {!resolution && mayResolve && (
        <Button
          variant="default"
          loading={busy}
          onClick={() => void resolve({ as: 'seen' })}
          aria-label={`${action}: ${title}`}
        >
          {action}
        </Button>
      )}
    </article>
  );
}
