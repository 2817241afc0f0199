'use client';

import { Button } from '@mantine/core';
import { useController } from 'react-hook-form';
import { useApiQuery } from '#components/api-query.ts';
import base from '#components/ui/base.module.css';
import { readableTitle } from '#components/ui/readable-title.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import { MOST_RELATED } from '#lib/kernel/revision/limits.ts';
import type { NamedEntry, Names } from '../fields/use-names.ts';
import { useEntryForm } from '../form/entry-form.ts';
import styles from './entry-help.module.css';

type Props = { entry: number; names: Names; say(said: string): void };

/** The published entries that lead here, each with a way to lead back. */
export function LinkedFrom({ entry, names, say }: Props) {
  const { control } = useEntryForm();
  const { field } = useController({ control, name: 'related' });
  const linking = useApiQuery('listLinks', { params: { id: entry } }).data?.items ?? [];
  const taken = new Set(field.value.flatMap((item) => ('entry' in item ? [item.entry] : [])));
  if (!linking.length) return null;
  const linkBack = (from: NamedEntry) => {
    names.learnEntries([from]);
    field.onChange([...field.value, { entry: from.id }]);
    say(`${readableTitle(from.title)} added.`);
  };
  return (
    <section className={styles.linked} aria-label="Linked from">
      <div className={styles.head}>
        <span className={styles.title}>Linked from</span>
      </div>
      <ul className={base.plainList}>
        {linking.map((from) => (
          <li key={from.id} className={styles.event}>
            {taken.has(from.id) ? (
              <span className={styles.done}>Both ways</span>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                disabled={field.value.length >= MOST_RELATED}
                aria-label={`Link back to ${readableTitle(from.title)}`}
                onClick={() => linkBack(from)}
              >
                Link back
              </Button>
            )}
            <div>
              <a
                className={styles.eventTitle}
                href={`/entries/${from.id}`}
                target="_blank"
                rel="noopener"
                title={readableTitle(from.title)}
              >
                <bdi>{readableTitle(from.title)}</bdi>
              </a>
              <small className={styles.reason}>{dayName(from.day)}</small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
