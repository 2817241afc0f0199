'use client';

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { apiQuery } from '#components/api-query.ts';
import { useRemoteOptions } from '#components/entry-editor/use-remote-options.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import base from '#components/ui/base.module.css';
import type { ListedPublisher } from '#lib/sources/queries/publishers.ts';
import styles from './sources.module.css';

const MOST_SHOWN = 5;

const findPublishers = (q: string) => apiQuery('listPublishers', { query: { q, limit: MOST_SHOWN + 1 } });

/** Gives a publisher's domains to another one, which somebody finds by its name. */
export function MergePublisher({ publisher, onDone }: { publisher: ListedPublisher; onDone(message: string): void }) {
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<string>();
  const asked = query.trim();
  const { items, answered } = useRemoteOptions(findPublishers, asked, asked !== '');
  const found = asked === '' ? [] : items.filter(({ id }) => id !== publisher.id).slice(0, MOST_SHOWN);
  const merge = async (into: ListedPublisher) => {
    const answer = await callApi('mergePublisher', {
      params: { id: publisher.id },
      body: { version: publisher.version, into: into.id },
    });
    if (answer.ok) return onDone(`${publisher.name} was merged into ${into.name}.`);
    setProblem(answer.problem.detail);
  };
  return (
    <section className={styles.publisherMerge} aria-label="Merge">
      <TextInput
        label="Merge into another publisher"
        description={
          `It takes over the domains, and ${publisher.name} is removed from this list. Entries stay as ` + 'they are.'
        }
        placeholder="Name"
        autoComplete="off"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <ProblemNote text={problem} />
      <ul className={base.plainList}>
        {found.map((each) => (
          <li key={each.id}>
            <Button variant="default" size="compact-sm" onClick={() => void merge(each)}>
              Merge into <bdi>{each.name}</bdi>
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className={base.dimmed}>
        {asked !== '' && answered && found.length === 0 && 'No other publisher starts with this.'}
      </p>
    </section>
  );
}
