/** How much a thing tells that stands in `events` of `all` entries: the rarer, the more. */
export function rarityOf(events: number, all: number): number {
  return Math.log(1 + all / (events + 1));
}
