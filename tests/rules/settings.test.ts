import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { VARIABLES } from '../../lib/platform/environment/settings.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** It runs before anything is installed, and only passes on what it was given. */
const BOOTSTRAP = 'lib/cli/bootstrap.mjs';

test('the environment is read in one place, so that every process sees the same settings', () => {
  const files = globSync('{app,components,lib}/**/*.{ts,tsx,mjs}', { cwd: ROOT }).filter(
    (file) => !file.startsWith('lib/platform/database/generated') && file !== BOOTSTRAP,
  );
  expect(files.length).toBeGreaterThan(500);
  expect(
    files.filter((file) =>
      /process\s*(\?\.|\.)\s*env\b|process\[.env.\]|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|import\.meta\.env/.test(
        read(file),
      ),
    ),
  ).toEqual(['lib/platform/environment/environment.ts']);
});

test('the reference of the environment and .env.example name every setting', () => {
  const [reference, example] = [read('docs/reference/environment.md'), read('.env.example')];
  for (const { name, says } of VARIABLES) {
    expect(reference, name).toContain(`\`${name}\``);
    if (name !== 'DATELINE_ENV_FILE') expect(example).toContain(`# ${says}.\n`);
    if (name !== 'DATELINE_ENV_FILE') expect(example).toMatch(new RegExp(`^#${name}=$`, 'm'));
  }
});

test('a file of settings never goes into the repository', () => {
  expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.env.*', '!.env.example']));
});
