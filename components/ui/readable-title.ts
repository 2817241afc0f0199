import { splitTitle } from '#lib/layout/title.ts';

/**
 * A title as people read it in a list: “Orle flood: The dykes hold”. The layout writes topic and headline without a
 * space.
 */
export function readableTitle(title: string): string {
  const { topic, headline } = splitTitle(title);
  if (!title) return 'No headline';
  return topic ? `${topic}: ${headline}` : headline;
}
