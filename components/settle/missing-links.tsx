'use client';

import type { SettleItem } from '#lib/exchange/import/queries/settle-items.ts';
import { OnePage } from './one-page.tsx';

type Item = Extract<SettleItem, { kind: 'missing-link' }>;

/** Links of a page to pages that the archive does not hold. */
export function MissingLinks({ item, maySettle }: { item: Item; maySettle: boolean }) {
  return (
    <OnePage item={item} verb="Leave as is" done="Resolved: the link stays as imported." maySettle={maySettle}>
      <ul className="plain-list settle-findings">
        {item.detail.links.map(({ link, title }) => (
          <li key={link}>
            {title ? <bdi>{title}</bdi> : <span className="dimmed">Untitled</span>}
            <code className="settle-link">{link}</code>
          </li>
        ))}
      </ul>
    </OnePage>
  );
}
