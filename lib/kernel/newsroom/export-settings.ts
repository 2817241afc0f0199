import type { Edition } from '../revision/text.ts';

/** What an export can write: the Markdown layout and its other formats. `rss` stands for both feeds, RSS and Atom. */
export const FORMATS = ['md', 'html', 'json', 'xml', 'rss'] as const;
export type Format = (typeof FORMATS)[number];

/** How the published archive is written. The same settings on the same state of the archive give the same bytes. */
export type ExportSettings = {
  edition: Edition;
  formats: readonly Format[];
  /** README.md beside every index.md. Without it, only where an import brought one. */
  readmes: boolean;
  /** How many related entries a page names at most. */
  relatedLimit: number;
  /**
   * Whose choice the related entries are: people's, or that of the old archive's rule
   * (lib/editorial/entries/rules/archive-rule.ts).
   */
  related?: 'archive-rule' | undefined;
  /** Where readers find the tree, for feeds, site maps and canonical links; the address ends without a slash. */
  site: { url: string; title: string };
};

/** The most related entries that pages of an edition name (the layout, "Related"). */
export const RELATED_LIMITS: Readonly<Record<Edition, number>> = { '2017': 10, '2018': 5 };

/** The formats in their own order, each once. */
export function inOrder(formats: readonly Format[]): Format[] {
  return FORMATS.filter((format) => formats.includes(format));
}
