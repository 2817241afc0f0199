import { byCodePoint } from '../../../kernel/code-point-order.ts';

/** An entry that shares contexts with another one: the link of its page, and how many it shares. */
export type Sharing = { link: string; shared: number };

/**
 * What the old archive named as related on a page (the layout, "Related"): whatever shares a context, those that share
 * more first, then by the link as a text, falling, so that day 9 comes before 20 and 20 before 19. Nobody chose them.
 */
export function byArchiveRule<Item extends Sharing>(items: readonly Item[], limit: number): Item[] {
  return items
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared || byCodePoint(b.link, a.link))
    .slice(0, limit);
}
