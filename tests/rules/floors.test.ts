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

test('nobody breaks the rules of the house', async () => {
  expect(await broken(ROOT)).toEqual([]);
}, 300_000);

/** A file that breaks a rule, and what it imports. */
const PLANTED: [rule: string, file: string, imports: string][] = [
  ['domain-is-pure', 'lib/domain/planted.ts', 'zod'],
  ['domain-imports-downwards', 'lib/domain/planted.ts', '../store/home.ts'],
  ['api-imports-downwards', 'lib/api/planted.ts', '../store/home.ts'],
  ['layout-imports-downwards', 'lib/layout/planted.ts', '../store/home.ts'],
  ['layout-is-pure', 'lib/layout/planted.ts', 'node:fs'],
  ['published-schemas-are-shapes', 'lib/layout/sister/schemas/planted.ts', 'node:fs'],
  ['schemas-imports-downwards', 'lib/schemas/planted.ts', '../layout/title.ts'],
  ['schemas-are-shapes', 'lib/schemas/planted.ts', 'pg'],
  ['audit-imports-downwards', 'lib/audit/planted.ts', '../store/home.ts'],
  ['audit-events-are-values', 'lib/audit/planted.ts', 'pg'],
  ['store-imports-downwards', 'lib/store/planted.ts', '../archive/page-lookup.ts'],
  ['archive-imports-downwards', 'lib/archive/planted.ts', '../queries/importing-person.ts'],
  ['auth-imports-downwards', 'lib/auth/planted.ts', '../actions/submit-entry.ts'],
  ['notices-imports-downwards', 'lib/notices/planted.ts', '../queries/people.ts'],
  ['evidence-imports-downwards', 'lib/evidence/planted.ts', '../queries/people.ts'],
  ['queries-imports-downwards', 'lib/queries/planted.ts', '../actions/submit-entry.ts'],
  ['actions-imports-downwards', 'lib/actions/planted.ts', '../cli/progress.ts'],
  ['no-action-calls-an-action', 'lib/actions/planted.ts', './submit-entry.ts'],
  ['no-part-calls-an-action', 'lib/actions/parts/planted.ts', '../submit-entry.ts'],
  ['no-circles', 'lib/domain/circle-a.ts', './circle-b.ts'],
  ['no-door-imports-a-door', 'lib/jobs/planted.ts', '../../app/session.ts'],
  ['app-stays-a-door', 'app/planted.ts', '#lib/worker/worker.ts'],
  ['cli-and-jobs-apart', 'lib/jobs/planted.ts', '../cli/progress.ts'],
  ['prisma-in-store-and-queries', 'lib/actions/planted.ts', '@prisma/client'],
  ['no-framework-below-doors', 'lib/auth/planted.ts', 'next/headers'],
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
  writeFileSync(path.join(house, 'lib/domain/circle-b.ts'), "import './circle-a.ts';\n");
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
