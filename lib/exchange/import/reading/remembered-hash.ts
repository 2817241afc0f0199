/** Marks the hash of a page that is written in another way than it was read, so that a later import says so again. */
const NOT_EXACT = '~';
/** Marks the hash of a day of which only the place of its entries was taken over. */
const PLACES = 'places of ';

/** The hash of a page as it is remembered. */
export function rememberedHash(hash: string, exact: boolean): string {
  return exact ? hash : `${NOT_EXACT}${hash}`;
}

/** What is remembered of a day's page; an import that did not publish it remembers that too. */
export function rememberedDay(hash: string, publish: boolean): string {
  return publish ? hash : `${PLACES}${hash}`;
}

/** The hash of what was read, however that was written. */
export function withoutMarks(hash: string | null): string | undefined {
  return hash?.replace(NOT_EXACT, '');
}
