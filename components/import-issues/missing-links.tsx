'use client';

import base from '#components/ui/base.module.css';
import type { ImportIssue } from '#lib/exchange/import/queries/import-issues.ts';
import styles from './import-issues.module.css';
import { OnePage } from './one-page.tsx';

type Item = Extract<ImportIssue, { kind: 'missing-link' }>;

/** Links of a page to pages that the archive does not hold. */
export function MissingLinks({ item, mayResolve }: { item: Item; mayResolve: boolean }) {
  return (
    <OnePage item={item} action="Leave as is" done="Resolved: the link stays as imported." mayResolve={mayResolve}>
      <ul className={`${base.plainList} ${styles.findings}`}>
        {item.detail.links.map(({ link, title }) => (
          <li key={link}>
            {title ? <bdi>{title}</bdi> : <span className={base.dimmed}>Untitled</span>}
            <code className={styles.link}>{link}</code>
          </li>
        ))}
      </ul>
    </OnePage>
  );
}
