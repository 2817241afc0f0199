import { expect, test } from 'vitest';
import { inTurn } from '../../../components/entry-editor/in-turn.ts';

test('a task begins when the one before it has ended, even where that failed', async () => {
  const turns = inTurn();
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await new Promise((done) => setTimeout(done, 5));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const [first, second, third] = await Promise.allSettled([turns(work('first')), turns(work('second', true)), turns(work('third'))]);
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends']);
  expect([first?.status, second?.status, third?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
