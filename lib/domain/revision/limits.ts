/** The longest headline that is written anew, in UTF-16 units. Longer imported ones stay as they are. */
export const LONGEST_HEADLINE = 280;
/** Where the length hint begins to ask for a shorter headline: half of the old archive's are below it. */
export const LONG_HEADLINE = 150;
/** The most related events that a page lists (layout, "Related"). */
export const MOST_RELATED = 10;
