'use client';

import { type ReactNode, useState } from 'react';
import base from '#components/ui/base.module.css';
import type { ComparedPage } from '#lib/exchange/import/queries/compared-pages.ts';
import type { ImportIssue } from '#lib/exchange/import/queries/import-issues.ts';
import { AmbiguousLists } from './ambiguous-lists.tsx';
import { KIND_NAMES, KIND_NOTES, KINDS } from './import-issue-words.ts';
import styles from './import-issues.module.css';
import { MissingLinks } from './missing-links.tsx';
import { SameEvent } from './same-event.tsx';

type Props = {
  items: ImportIssue[];
  pages: ComparedPage[];
  mayResolve: boolean;
  mayReview: boolean;
  /** What is shown while there was nothing to resolve yet. */
  empty: ReactNode;
};

/**
 * The findings of this page of the list, by kind. What is resolved stays in its place until the list is opened again,
 * also where it was the last one.
 */
export function ImportIssueList({ items, pages, mayResolve, mayReview, empty }: Props) {
  const [shown, setShown] = useState({ items, pages });
  if (!shown.items.length && items.length) setShown({ items, pages });
  if (!shown.items.length) return empty;
  return KINDS.map((kind) => {
    const found = shown.items.filter((item) => item.kind === kind);
    if (!found.length) return null;
    return (
      <section key={kind} className={styles.kind} aria-labelledby={kind}>
        <h2 id={kind}>{KIND_NAMES[kind]}</h2>
        <p className={styles.note}>{KIND_NOTES[kind]}</p>
        <ol className={base.plainList} data-kind={kind}>
          {found.map((item) => (
            <li key={item.id}>
              {item.kind === 'same-event' && (
                <SameEvent
                  item={item}
                  pages={pagesOf(item, shown.pages)}
                  mayResolve={mayResolve}
                  mayReview={mayReview}
                />
              )}
              {item.kind === 'ambiguous-contexts' && <AmbiguousLists item={item} mayResolve={mayResolve} />}
              {item.kind === 'missing-link' && <MissingLinks item={item} mayResolve={mayResolve} />}
            </li>
          ))}
        </ol>
      </section>
    );
  });
}

function pagesOf(item: ImportIssue, pages: readonly ComparedPage[]): ComparedPage[] {
  const members = new Set<number>(item.entries.map((entry) => entry.id));
  return pages.filter((page) => members.has(page.id));
}
