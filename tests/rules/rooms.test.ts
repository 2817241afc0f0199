import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, describe, expect, test } from 'vitest';
import rules from '../../.dependency-cruiser.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const house = mkdtempSync(path.join(tmpdir(), 'dateline-house-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

const { forbidden, options } = rules;

async function broken(baseDir: string): Promise<string[]> {
  const found = await cruise(
    ['app', 'components', 'lib'],
    { ...options, baseDir, validate: true, ruleSet: { forbidden } as never },
    { alias: {} } as never,
  );
  return (found.output as ICruiseResult).summary.violations.map(
    (violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`,
  );
}

test('no file breaks the rules of the rooms', async () => {
  expect(await broken(ROOT)).toEqual([]);
}, 300_000);

/** A file that breaks a rule, and what it imports. */
const PLANTED: [rule: string, file: string, imports: string][] = [
  ['kernel-imports-downwards', 'lib/kernel/planted.ts', '../platform/environment/home.ts'],
  ['layout-imports-downwards', 'lib/layout/planted.ts', '../platform/environment/home.ts'],
  ['platform-imports-downwards', 'lib/platform/planted.ts', '../audit/events.ts'],
  ['audit-imports-downwards', 'lib/audit/planted.ts', '../people/store/people.ts'],
  ['runs-imports-downwards', 'lib/runs/planted.ts', '../people/store/people.ts'],
  ['people-imports-downwards', 'lib/people/planted.ts', '../sources/store/site.ts'],
  ['sources-imports-downwards', 'lib/sources/planted.ts', '../editorial/published/published.ts'],
  ['editorial-imports-downwards', 'lib/editorial/planted.ts', '../discovery/learning/learning.ts'],
  ['discovery-imports-downwards', 'lib/discovery/planted.ts', '../exchange/verify/report.ts'],
  ['exchange-imports-downwards', 'lib/exchange/planted.ts', '../notices/store/notices.ts'],
  ['notices-imports-downwards', 'lib/notices/planted.ts', '../desk/desk.ts'],
  ['desk-imports-downwards', 'lib/desk/planted.ts', '../admin/health/installation.ts'],
  ['admin-imports-downwards', 'lib/admin/planted.ts', '../api/openapi.ts'],
  ['api-imports-downwards', 'lib/api/planted.ts', '../cli/progress.ts'],
  ['tables-name-types-only', 'lib/platform/database/tables.ts', '../../people/store/people.ts'],
  ['kernel-is-pure', 'lib/kernel/planted.ts', 'zod'],
  ['layout-is-pure', 'lib/layout/planted.ts', 'node:fs'],
  ['published-schemas-are-shapes', 'lib/layout/formats/schemas/planted.ts', 'node:fs'],
  ['rules-are-pure', 'lib/sources/rules/planted.ts', 'zod'],
  ['contracts-are-shapes', 'lib/sources/contract/planted.ts', '../store/site.ts'],
  ['audit-events-are-values', 'lib/audit/planted.ts', 'pg'],
  ['store-knows-no-reader', 'lib/sources/store/planted.ts', '../queries/sources.ts'],
  ['queries-change-nothing', 'lib/sources/queries/planted.ts', '../actions/manage-publishers.ts'],
  ['no-action-calls-an-action', 'lib/editorial/entries/actions/planted.ts', './submit-entry.ts'],
  ['no-part-calls-an-action', 'lib/editorial/entries/actions/parts/planted.ts', '../submit-entry.ts'],
  ['no-circles', 'lib/kernel/circle-a.ts', './circle-b.ts'],
  ['no-door-imports-a-door', 'lib/worker/planted.ts', '../../app/session.ts'],
  ['app-stays-a-door', 'app/planted.ts', '#lib/worker/worker.ts'],
  ['cli-and-worker-apart', 'lib/worker/planted.ts', '../cli/progress.ts'],
  ['prisma-in-the-platform', 'lib/people/actions/planted.ts', '@prisma/client'],
  ['no-framework-below-doors', 'lib/people/sign-in/planted.ts', 'next/headers'],
  ['editor-model-is-pure', 'components/entry-editor/model/planted.ts', 'react'],
  ['components-see-no-server', 'components/planted.tsx', '#lib/platform/database/current.ts'],
];

describe('a planted violation turns the check red', () => {
  for (const name of ['lib', 'app', 'components', 'package.json', 'tsconfig.json'])
    cpSync(path.join(ROOT, name), path.join(house, name), {
      recursive: true,
      filter: (from) => !from.includes('generated'),
    });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(house, 'node_modules'));
  for (const [, file, imports] of PLANTED) {
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
    writeFileSync(path.join(house, file), '', { flag: 'a' });
    writeFileSync(path.join(house, file), `import '${imports}';\n`, { flag: 'a' });
  }
  writeFileSync(path.join(house, 'lib/kernel/circle-b.ts'), "import './circle-a.ts';\n");
  const found = broken(house);

  test.each(PLANTED)(
    '%s',
    async (rule, file) => {
      expect((await found).filter((line) => line.startsWith(`${rule}: `) && line.includes(file))).not.toEqual([]);
    },
    300_000,
  );

  test('every rule has its planted violation', () => {
    expect(forbidden.map((rule) => rule.name).filter((name) => !PLANTED.some(([rule]) => rule === name))).toEqual([]);
  });
});
