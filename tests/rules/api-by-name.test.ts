import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The browser's client, which alone knows where the API is and how it is asked. */
const CLIENT = 'components/api-client.ts';

/** The lines that ask the API past its client: by a path, or by a request of their own. */
function pastTheClient(source: string): string[] {
  return source
    .split('\n')
    .filter((line) => /['"`]\/api\/|\bfetch\(|callApi\(\s*['"`](?:GET|POST|PUT|PATCH|\/)/.test(line));
}

test('a screen asks the API by the name of an operation', () => {
  const files = globSync('components/**/*.{ts,tsx}', { cwd: ROOT }).filter(
    (file) => file.replaceAll(path.sep, '/') !== CLIENT,
  );
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((file) =>
    pastTheClient(readFileSync(path.join(ROOT, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
  );
  expect(found, 'Call the operation by its name: callApi, or apiAddress where it is no call.').toEqual([]);
});

test.each([
  ["const answer = await fetch('/api/v1/entries/7');", 1],
  ["const address = '/api/v1/audit/export';", 1],
  ["const answer = await callApi('GET', path);", 1],
  ["const answer = await fetch(address, { method: 'POST' });", 1],
  ["const answer = await callApi('readEntry', { params: { id } });", 0],
  ["const MergeDialog = dynamic(() => fetched(() => import('./merge-dialog.tsx')));", 0],
])('%s is found %i times', (source, count) => expect(pastTheClient(source)).toHaveLength(count));
