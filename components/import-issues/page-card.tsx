'use client';

import { Radio } from '@mantine/core';
import Link from 'next/link';
import base from '#components/ui/base.module.css';
import { ProposalBadge, StateBadge } from '#components/ui/state-badge.tsx';
import type { ComparedPage } from '#lib/exchange/import/queries/compared-pages.ts';
import styles from './import-issues.module.css';

type Props = { page: ComparedPage; group: string; chosen: boolean; choosable: boolean; onChoose(): void };

/** One of several pages that are compared: what it says, where it is, and the choice to keep it. */
export function PageCard({ page, group, chosen, choosable, onChoose }: Props) {
  return (
    <section className={styles.card} data-chosen={chosen} aria-label={page.headline}>
      {choosable && (
        <Radio
          className={styles.choice}
          name={group}
          value={String(page.id)}
          checked={chosen}
          onChange={onChoose}
          disabled={page.status !== 'published'}
          label="Keep this entry"
          aria-label={`Keep this entry: ${page.headline}`}
        />
      )}
      <p className={styles.states}>
        <StateBadge state={page.status} />
        {page.proposal && page.status !== 'draft' && <ProposalBadge {...page.proposal} />}
      </p>
      {page.topic && (
        <p dir="auto" className={base.dimmed}>
          {page.topic}
        </p>
      )}
      <h4>
        <Link href={`/entries/${page.id}`}>
          <bdi>{page.headline}</bdi>
        </Link>
      </h4>
      <p className={styles.path}>
        <code>{page.path ?? 'no address yet'}</code>
      </p>
      <p dir="auto">{page.summary || <span className={base.dimmed}>No summary.</span>}</p>
      <dl>
        <dt>Sources</dt>
        <dd>
          {page.sources.length ? <SourceList sources={page.sources} /> : <span className={base.dimmed}>None.</span>}
        </dd>
        <dt>Contexts</dt>
        <dd>{page.contexts.length ? page.contexts.join(', ') : <span className={base.dimmed}>None.</span>}</dd>
      </dl>
    </section>
  );
}

function SourceList({ sources }: Pick<ComparedPage, 'sources'>) {
  return (
    <ul className={base.plainList}>
      {sources.map(({ name, url }) => (
        <li key={`${name} ${url}`}>
          {/^https?:\/\//i.test(url) ? (
            <a href={url} target="_blank" rel="noopener noreferrer nofollow">
              <bdi>{name}</bdi>
            </a>
          ) : (
            <bdi>{name}</bdi>
          )}{' '}
          <span className={`${styles.address} ${base.dimmed}`}>{url.replace(/^https?:\/\//i, '')}</span>
        </li>
      ))}
    </ul>
  );
}
