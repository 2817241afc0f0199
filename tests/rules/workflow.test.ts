import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const workflow = readFileSync(path.join(ROOT, '.github/workflows/test.yml'), 'utf8');

test('the workflow of GitHub runs what CI runs, by the Node that the project brings', () => {
  const runs = [...workflow.matchAll(/^ +- run: (.+)$/gm)].map(([, command]) => command);
  expect(runs).toEqual(['.ci/run']);
  expect(statSync(path.join(ROOT, '.ci/run')).mode & 0o111).not.toBe(0);
  const [, container] = /^ +container: node:(\d+)-/m.exec(workflow) ?? [];
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  expect(container).toBe(String(dependencies.node).split('.')[0]);
});
