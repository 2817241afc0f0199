import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MOST_LINES_OF_A_FUNCTION = 60;
const MOST_LINES_OF_A_FILE = 250;
const MOST_FILES_OF_A_FOLDER = 25;
const LONGEST_LINE = 120;

type Long = { name: string; lines: number };

/** The functions of a file that are too long, each by its own name or by what it is given to. */
function longFunctions(file: string, source: string): Long[] {
  const tree = ts.createSourceFile(
    file,
    source,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: Long[] = [];
  const lineAt = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = lineAt(node.end) - lineAt(node.getStart()) + 1;
      if (lines > MOST_LINES_OF_A_FUNCTION) found.push({ name: `${file} ${nameOf(node)}`, lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : 'a function without a name';
}

/** What is data alone may be as long as it is. */
const DATA = [
  'lib/discovery/suggestions/rules/context-weights.ts',
  'lib/exchange/sample/first-week.ts',
  'lib/exchange/sample/second-week.ts',
  'lib/layout/formats/stylesheet.ts',
];

const files = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: ROOT })
  .filter((file) => !file.startsWith('lib/platform/database/generated/'))
  .map((file) => ({ file, source: readFileSync(path.join(ROOT, file), 'utf8') }));

test('no function is longer than it can be read at a glance', () => {
  expect(files.length).toBeGreaterThan(1_000);
  const long = files.flatMap(({ file, source }) => longFunctions(file, source));
  const words = long.map(({ name, lines }) => `${name}: ${lines} lines`);
  expect(
    words,
    `A function has at most ${MOST_LINES_OF_A_FUNCTION} lines. Split it by idea: a component, a hook, a step.`,
  ).toEqual([]);
});

test('no file is longer than a few ideas', () => {
  const long = files.filter(({ file }) => !DATA.includes(file)).flatMap(({ file, source }) => longFile(file, source));
  expect(long, `A file has at most ${MOST_LINES_OF_A_FILE} lines.`).toEqual([]);
});

function longFile(file: string, source: string): string[] {
  const lines = source.split('\n').length - 1;
  return lines > MOST_LINES_OF_A_FILE ? [`${file}: ${lines} lines`] : [];
}

test('a planted file that is one line too long is seen', () => {
  expect(longFile('planted.ts', 'go();\n'.repeat(MOST_LINES_OF_A_FILE))).toEqual([]);
  expect(longFile('planted.ts', 'go();\n'.repeat(MOST_LINES_OF_A_FILE + 1))).toEqual(['planted.ts: 251 lines']);
});

const body = (lines: number) => Array.from({ length: lines - 2 }, (_, at) => `  go(${at});`).join('\n');

test.each([
  ['function', (lines: number) => `function planted() {\n${body(lines)}\n}`],
  ['component', (lines: number) => `const planted = ({ a }: Props) => {\n${body(lines)}\n};`],
  ['method', (lines: number) => `const room = {\n  planted() {\n${body(lines)}\n  },\n};`],
  ['getter', (lines: number) => `class Room {\n  get planted() {\n${body(lines)}\n  }\n}`],
])('a planted %s that is one line too long is seen', (_, planted) => {
  expect(longFunctions('planted.tsx', planted(MOST_LINES_OF_A_FUNCTION))).toEqual([]);
  expect(longFunctions('planted.tsx', planted(MOST_LINES_OF_A_FUNCTION + 1))).toEqual([
    { name: 'planted.tsx planted', lines: 61 },
  ]);
});

test('no folder has more files than can be seen at once', () => {
  const counts = new Map<string, number>();
  for (const { file } of files) counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
  const full = [...counts].filter(([, count]) => count > MOST_FILES_OF_A_FOLDER).map(([folder]) => folder);
  expect(full, `A folder has at most ${MOST_FILES_OF_A_FOLDER} files. Sort them by idea.`).toEqual([]);
});

/** The lines that a regular expression or the address of an import makes long: neither can be broken. */
function unbreakable(file: string, source: string): Set<number> {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) || ts.isImportDeclaration(node))
      lines.add(tree.getLineAndCharacterOfPosition(node.getStart()).line);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return lines;
}

test('no line is longer than a screen is wide', () => {
  const all = globSync(
    '{.dependency-cruiser.mjs,*.{ts,js},{app,components,lib,prisma,public,tests}/**/*.{ts,tsx,js,mjs,css}}',
    {
      cwd: ROOT,
    },
  ).filter((file) => !file.startsWith('lib/platform/database/generated/'));
  expect(all.length).toBeGreaterThan(1_500);
  const long = all.flatMap((file) => {
    const source = readFileSync(path.join(ROOT, file), 'utf8');
    const found = source.split('\n').flatMap((line, at) => ([...line].length > LONGEST_LINE ? [at] : []));
    const kept = found.length && !file.endsWith('.css') ? unbreakable(file, source) : new Set<number>();
    return found.filter((at) => !kept.has(at)).map((at) => `${file}:${at + 1}`);
  });
  expect(long, `A line has at most ${LONGEST_LINE} characters. Break it where its sense does.`).toEqual([]);
});
