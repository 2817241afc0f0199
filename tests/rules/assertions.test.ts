import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Where an assertion (`value as Type`) is, the compiler believes instead of reading. A guard, a parse, a typed
 * expression or `satisfies` says the same, and is checked. These are left; there may be fewer, never more.
 */
const MOST_ASSERTIONS = 81;

type Place = { place: string; asserted: string };

/** The assertions of a file, in either form; `as const` asserts nothing. */
function assertionsIn(file: string, source: string): Place[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind);
  const found: Place[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAssertionExpression(node) && !ts.isConstTypeReference(node.type)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.type.getStart());
      found.push({ place: `${file}:${line + 1}`, asserted: node.type.getText() });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Assertions under another name: a value that is said to be there, and a type that fits everything. */
function hiddenIn(file: string, source: string): string[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNonNullExpression(node)) found.push(`${node.getText()} in ${file}`);
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`any in ${file}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const files = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: ROOT })
  .filter((file) => !file.startsWith('lib/platform/database/generated/'))
  .map((file) => ({ file, source: readFileSync(path.join(ROOT, file), 'utf8') }));

const all = files.flatMap(({ file, source }) => assertionsIn(file, source));

test('there are few assertions, and no more than before', () => {
  expect(files.length).toBeGreaterThan(1_000);
  const places = all.map(({ place, asserted }) => `${place} as ${asserted}`).join('\n');
  expect(
    all.length,
    `At most ${MOST_ASSERTIONS} assertions. Use a guard, a parse or \`satisfies\` instead:\n${places}`,
  ).toBeLessThanOrEqual(MOST_ASSERTIONS);
});

test('none is hidden in another form', () => {
  expect(files.flatMap(({ file, source }) => hiddenIn(file, source))).toEqual([]);
});

test.each([
  ['planted.ts', 'const day = text as Day;'],
  ['planted.ts', 'const day = <Day>text;'],
  ['planted.tsx', 'const Row = () => <b>{value as string}</b>;'],
  ['planted.ts', 'const { code } = error as { code?: string };'],
  ['planted.ts', 'const name = (error as Error).message;'],
])('a planted assertion is seen in %s: %s', (file, source) => {
  expect(assertionsIn(file, source)).toHaveLength(1);
});

test('an assertion that passes through unknown counts twice', () => {
  expect(assertionsIn('planted.ts', 'const row = value as unknown as Row;')).toHaveLength(2);
});

test.each(['const row = rows[0]!;', 'const row: any = JSON.parse(text);', 'rows.get(id)!.name;'])(
  'a planted hidden one is seen: %s',
  (source) => {
    expect(hiddenIn('planted.ts', source)).toHaveLength(1);
  },
);

test.each([
  "const KINDS = ['a', 'b'] as const;",
  'const table = { a: 1 } satisfies Table;',
  "import { a as b } from './a.ts';",
  "db.selectFrom('entry as e').select((eb) => eb.ref('e.id').as('id'));",
])('what is no assertion is not: %s', (source) => {
  expect(assertionsIn('planted.ts', source)).toEqual([]);
  expect(hiddenIn('planted.ts', source)).toEqual([]);
});
