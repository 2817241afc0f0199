import Link from 'next/link';
import type { SavedSearchView } from '#lib/discovery/search/saved-searches.ts';
import './desk.css';

/** The saved searches, one's own first. Not there while nobody saved one. */
export function DeskSearches({ searches, me }: { searches: readonly SavedSearchView[]; me: number }) {
  if (!searches.length) return null;
  return (
    <section className="desk-list" aria-labelledby="searches">
      <h2 id="searches">Saved searches</h2>
      <ul className="plain-list desk-items">
        {searches.map(({ id, name, query, by }) => (
          <li key={id} className="desk-item">
            <div className="desk-item-words">
              <Link href={`/search?${query}`} className="desk-item-title" prefetch={false}>
                <bdi>{name}</bdi>
              </Link>
              {by.id !== me && (
                <p className="desk-item-facts">
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
