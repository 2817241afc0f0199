/** How much a thing says that is in `entries` of `all` entries: the rarer, the more. */
export function rarityOf(entries: number, all: number): number {
  return Math.log(1 + all / (entries + 1));
}
