import type { ReactNode } from 'react';
import base from '#components/ui/base.module.css';
import type { MergeView, Origin } from '#lib/editorial/entries/queries/merge-view.ts';
import styles from './merge-entries.module.css';

const WHOSE: Readonly<Record<Origin, string>> = { both: 'in both', keep: 'stays', merge: 'added' };

/** What the entry that stays has then: the sources, contexts and related entries of both. */
export function MergedLists({ view }: { view: MergeView }) {
  return (
    <section className={styles.lists} aria-labelledby="merge-has">
      <h2 id="merge-has">After the merge</h2>
      <List
        name="Sources"
        items={view.sources.map(({ name, url, whose }) => ({
          whose,
          key: `${name} ${url}`,
          shown: <Source name={name} url={url} />,
        }))}
      />
      <List name="Contexts" items={view.contexts.map(({ name, whose }) => ({ whose, key: name, shown: name }))} />
      <List name="Related" items={view.related.map(({ title, whose }) => ({ whose, key: title, shown: title }))} />
    </section>
  );
}

function Source({ name, url }: { name: string; url: string }) {
  return (
    <>
      <bdi>{name}</bdi> <span className={`${base.dimmed} ${styles.url}`}>{url}</span>
    </>
  );
}

function List({ name, items }: { name: string; items: { whose: Origin; key: string; shown: ReactNode }[] }) {
  return (
    <div>
      <h3>
        <bdi>{name}</bdi> <span className={`${base.dimmed} ${base.tabular}`}>{items.length}</span>
      </h3>
      {items.length === 0 ? (
        <p className={base.dimmed}>None in either.</p>
      ) : (
        <ul className={base.plainList}>
          {items.map(({ whose, key, shown }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one source may stand twice, and the list never changes
            <li key={`${key} ${at}`} className={styles.item} data-whose={whose}>
              <span className={styles.whose}>{WHOSE[whose]}</span>
              <span>{shown}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
