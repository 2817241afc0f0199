import { expect, test } from 'vitest';
import { workedAhead } from '../../../lib/cli/work-ahead.ts';

async function* items(...values: number[]): AsyncGenerator<number> {
  yield* values;
}

async function all<Made>(made: AsyncIterable<Made>): Promise<Made[]> {
  const found: Made[] = [];
  for await (const one of made) found.push(one);
  return found;
}

/** Work that ends when it is told to, and what was under way at most. */
function heldWork() {
  const ends: (() => void)[] = [];
  let [underWay, most] = [0, 0];
  const work = async (item: number) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise<void>((resolve) => ends.push(resolve));
    underWay -= 1;
    return item * 10;
  };
  return { work, ends, most: () => most };
}

test('what is made comes in the order of the items, whichever is ready first', async () => {
  const work = async (item: number) => {
    await new Promise((resolve) => setTimeout(resolve, item));
    return item;
  };
  expect(await all(workedAhead(items(20, 1, 10, 2), 3, work))).toEqual([20, 1, 10, 2]);
});

test('no more than asked for are under way', async () => {
  const held = heldWork();
  const made = all(workedAhead(items(1, 2, 3, 4, 5), 2, held.work));
  for (let ended = 0; ended < 5; ended += 1) {
    while (!held.ends[ended]) await new Promise(setImmediate);
    held.ends[ended]?.();
  }
  expect(await made).toEqual([10, 20, 30, 40, 50]);
  expect(held.most()).toBe(2);
});

test('the first error ends it, and no later one is left unheard', async () => {
  const work = async (item: number) => {
    if (item > 1) throw new Error(`no ${item}`);
    return item;
  };
  await expect(all(workedAhead(items(1, 2, 3), 3, work))).rejects.toThrow('no 2');
  expect(await all(workedAhead(items(), 3, work))).toEqual([]);
});
