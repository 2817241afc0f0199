import { excerptOf, type MarkedPiece, markedPieces, type SameWords } from '../../kernel/text/marks.ts';
import type { SearchText } from '../../kernel/text/search-text.ts';

/** Where a search was found: `proposed` is the title of an open change that readers do not see yet. */
export type Excerpt = { field: 'title' | 'proposed' | 'summary' | 'context' | 'publisher'; pieces: MarkedPiece[] };

/** What an entry says, as far as it is searched: `contexts` with the aliases that each has. */
export type SearchedText = {
  title: string;
  proposed: string | null;
  summary: string;
  contexts: { name: string; aliases: string[] }[];
  publishers: string[];
};

const MOST_EACH = 3;

/** Why an entry was found: its title with the words marked, then whatever else has a word of the search. */
export function excerptsOf(text: SearchedText, search: SearchText, kin: SameWords): Excerpt[] {
  const marked = (of: string) => markedPieces(of, search, kin);
  const has = (pieces: readonly MarkedPiece[]) => pieces.some(({ found }) => found);
  const title = marked(text.title);
  const proposed = text.proposed === null ? undefined : marked(text.proposed);
  const summary = excerptOf(marked(text.summary));
  const contexts = text.contexts
    .map(({ name, aliases }) => [name, ...aliases.map((alias) => `${name} (${alias})`)].map(marked).find(has))
    .filter((pieces) => pieces !== undefined);
  const publishers = text.publishers.map(marked).filter(has);
  return [
    ...(has(title) ? [{ field: 'title' as const, pieces: title }] : []),
    ...(proposed && has(proposed) ? [{ field: 'proposed' as const, pieces: proposed }] : []),
    ...(summary ? [{ field: 'summary' as const, pieces: summary }] : []),
    ...contexts.slice(0, MOST_EACH).map((pieces) => ({ field: 'context' as const, pieces })),
    ...publishers.slice(0, MOST_EACH).map((pieces) => ({ field: 'publisher' as const, pieces })),
  ];
}
