/** The longest headline that is written again, in UTF-16 units. Longer imported ones stay as they are. */
export const LONGEST_HEADLINE = 280;
/** Where the length hint begins to ask for a shorter headline: half of the old archive's are below it. */
export const LONG_HEADLINE = 150;
/** The most related entries that a page lists (layout, "Related"). */
export const MOST_RELATED = 10;
/**
 * The longest that other fields are written, in UTF-16 units, and the most items of a list. What an import brought
 * stays as it is.
 */
export const LONGEST_TITLE = 5000;
export const LONGEST_TOPIC = 300;
export const LONGEST_SUMMARY = 10_000;
export const LONGEST_NAME = 300;
export const MOST_SOURCES = 100;
export const MOST_CONTEXTS = 100;
