'use client';

import base from '#components/ui/base.module.css';
import type { ImportIssue } from '#lib/exchange/import/queries/import-issues.ts';
import styles from './import-issues.module.css';
import { OnePage } from './one-page.tsx';

type Item = Extract<ImportIssue, { kind: 'ambiguous-contexts' }>;

/** Lists of contexts that can be read in more than one way, with the reading that was taken. */
export function AmbiguousLists({ item, mayResolve }: { item: Item; mayResolve: boolean }) {
  return (
    <OnePage item={item} action="Looks right" done="Resolved: the list was read correctly." mayResolve={mayResolve}>
      <ul className={`${base.plainList} ${styles.findings}`}>
        {item.detail.lists.map(({ list, read }) => (
          <li key={list}>
            <dl>
              <dt>On the page</dt>
              <dd>
                <code>{list}</code>
              </dd>
              <dt>Read as</dt>
              <dd>
                <ol className={`${base.plainList} ${styles.names}`}>
                  {read.map((name) => (
                    <li dir="auto" key={name}>
                      {name}
                    </li>
                  ))}
                </ol>
              </dd>
            </dl>
          </li>
        ))}
      </ul>
    </OnePage>
  );
}
