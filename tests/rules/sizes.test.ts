import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MOST_LINES_OF_A_FUNCTION = 60;
const MOST_LINES_OF_A_FILE = 250;

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

const files = globSync('{app,components}/**/*.{ts,tsx}', { cwd: ROOT }).map((file) => ({
  file,
  source: readFileSync(path.join(ROOT, file), 'utf8'),
}));

test('no function of a screen or a door is longer than it can be read at a glance', () => {
  expect(files.length).toBeGreaterThan(400);
  const long = files.flatMap(({ file, source }) => longFunctions(file, source));
  const words = long.map(({ name, lines }) => `${name}: ${lines} lines`);
  expect(
    words,
    `A function has at most ${MOST_LINES_OF_A_FUNCTION} lines. Split it by idea: a component, a hook, a step.`,
  ).toEqual([]);
});

test('no file of a screen or a door is longer than a few ideas', () => {
  const long = files.flatMap(({ file, source }) => longFile(file, source));
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
