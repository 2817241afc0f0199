'use client';

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { apiQuery } from '#components/api-query.ts';
import { useRemoteOptions } from '#components/entry-editor/use-remote-options.ts';
import base from '#components/ui/base.module.css';
import styles from './contexts.module.css';

/** A context that was found by its name or alias. */
export type ContextHit = { id: number; name: string; alias: string | null };

const MOST_SHOWN = 5;

type Props = {
  label: string;
  description?: string;
  action: string;
  except: readonly number[];
  onChoose(hit: ContextHit): void;
  busy?: boolean;
};

const findContexts = (q: string) => apiQuery('listContexts', { query: { q } });

/** Finds a context by its name, and offers the first ones found as buttons that say what they do. */
export function ContextSearch({ label, description, action, except, onChoose, busy = false }: Props) {
  const [query, setQuery] = useState('');
  const asked = query.trim();
  const { items, answered, problem } = useRemoteOptions(findContexts, asked, asked !== '');
  const found = asked === '' ? [] : items.filter(({ id }) => !except.includes(id)).slice(0, MOST_SHOWN);
  return (
    <div className={styles.form}>
      <TextInput
        label={label}
        {...(description ? { description } : {})}
        placeholder="Name or alias"
        autoComplete="off"
        data-autofocus
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <ul className={`${base.plainList} ${styles.found}`}>
        {found.map((hit) => (
          <li key={hit.id}>
            <Button
              classNames={{ root: styles.foundOne, label: styles.foundName }}
              variant="default"
              size="compact-sm"
              disabled={busy}
              onClick={() => onChoose(hit)}
            >
              {action} <bdi>{hit.name}</bdi>
              {hit.alias && ` (${hit.alias})`}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className={base.dimmed}>
        {problem ?? (asked !== '' && answered && found.length === 0 && 'No other context has this name.')}
      </p>
    </div>
  );
}
