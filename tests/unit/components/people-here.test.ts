import { expect, test } from 'vitest';
import { namesOf, sayHere } from '../../../components/entry-editor/together/people-here.tsx';

const person = (name: string, writes = false) => ({ id: name.length, name, writes });

test.each([
  [[person('Anna')], 'Anna has this open, too'],
  [[person('Anna', true)], 'Anna is editing too'],
  [[person('Anna'), person('Ben', true)], 'Ben is editing too'],
  [[person('Anna'), person('Ben')], 'Anna and Ben have this open, too'],
  [[person('Anna', true), person('Ben', true), person('Cleo', true)], 'Anna and 2 others are editing too'],
])('%j', (others, said) => {
  expect(sayHere(others)).toBe(said);
});

test('nobody has no name', () => expect(namesOf([])).toBe(''));
