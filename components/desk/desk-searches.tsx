import Link from 'next/link';
import base from '#components/ui/base.module.css';
import line from '#components/ui/entry-line.module.css';
import type { SavedSearchView } from '#lib/discovery/search/saved-searches.ts';
import styles from './desk.module.css';

/** The saved searches, one's own first. Not there while nobody saved one. */
export function DeskSearches({ searches, me }: { searches: readonly SavedSearchView[]; me: number }) {
  if (!searches.length) return null;
  return (
    <section className={styles.list} aria-labelledby="searches">
      <h2 id="searches">Saved searches</h2>
      <ul className={`${base.plainList} ${styles.items}`}>
        {searches.map(({ id, name, query, by }) => (
          <li key={id} className={styles.item}>
            <div className={styles.itemWords}>
              <Link href={`/search?${query}`} className={styles.itemTitle} prefetch={false}>
                <bdi>{name}</bdi>
              </Link>
              {by.id !== me && (
                <p className={line.facts}>
                  Shared by <bdi>{by.name}</bdi>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
