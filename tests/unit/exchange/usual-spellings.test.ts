import { expect, test } from 'vitest';
import { UsualSpellings } from '../../../lib/exchange/import/usual-spellings.ts';

test('a name is called as it is written most often, of equal ones as it came first', () => {
  const spellings = new UsualSpellings();
  for (const name of ['Orle Ferry', 'Orle ferry', 'Orle ferry', 'Åsund-Tarn line', 'Asund–Tarn line'])
    spellings.count(name);
  expect(['Orle Ferry', 'ORLE FERRY', 'Asund–Tarn line', 'Verland'].map((name) => spellings.of(name))).toEqual([
    'Orle ferry',
    'Orle ferry',
    'Åsund-Tarn line',
    'Verland',
  ]);
});
