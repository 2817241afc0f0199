import { type FormerAddress, leftAddressesAfter } from '../../editorial/published/left-addresses.ts';
import { leavings, type PageMaker } from '../../editorial/published/page-maker.ts';
import type { TreePage } from '../../editorial/published/tree-page.ts';
import type { Day } from '../../kernel/day.ts';
import { hasLeftPages, redirectsFile } from '../../layout/formats/left-pages.ts';

const BATCH = 500;

/** The addresses that pages left on one day. */
export type FormerAddressesOfDay = { day: Day; left: FormerAddress[] };

/** The left addresses of each day, in the order of the calendar; none where no format leads on from them. */
export async function* leftByDay(maker: PageMaker): AsyncGenerator<FormerAddressesOfDay> {
  let group: FormerAddressesOfDay | undefined;
  for await (const address of leftAddresses(maker)) {
    if (group && group.day !== address.day) yield group;
    if (group?.day !== address.day) group = { day: address.day, left: [] };
    group.left.push(address);
  }
  if (group) yield group;
}

/** The list of all left addresses, where there are any. */
export async function redirectsPages(maker: PageMaker): Promise<TreePage[]> {
  const left: FormerAddress[] = [];
  for await (const address of leftAddresses(maker)) if (address.to !== null) left.push(address);
  return left.length ? [redirectsFile(leavings(left), maker.settings)] : [];
}

async function* leftAddresses({ archive, settings }: PageMaker): AsyncGenerator<FormerAddress> {
  if (!hasLeftPages(settings)) return;
  for (let after: FormerAddress | undefined; ; ) {
    const batch = await leftAddressesAfter(archive, after, BATCH);
    yield* batch;
    if (batch.length < BATCH) return;
    after = batch.at(-1);
  }
}
