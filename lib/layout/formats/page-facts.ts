/**
 * What is known of a published event beyond what its Markdown page says. Instants in UTC; texts as the page spells
 * them.
 */
export type PageFacts = {
  topic: string;
  headline: string;
  contexts: readonly string[];
  published: string;
  updated: string;
};
