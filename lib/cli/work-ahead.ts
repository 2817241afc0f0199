/**
 * What `work` makes of each item, in the order of the items; the work on up to `most` of them is under way at once.
 * Ends with the first error.
 */
export async function* workedAhead<Item, Made>(
  items: AsyncIterable<Item>,
  most: number,
  work: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const underWay: Promise<Made>[] = [];
  for await (const item of items) {
    const made = work(item);
    // Whoever waits for it is told; until then nobody waits.
    made.catch(() => undefined);
    underWay.push(made);
    const first = underWay.length >= most ? underWay.shift() : undefined;
    if (first) yield await first;
  }
  for (const made of underWay) yield await made;
}
