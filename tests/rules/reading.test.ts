import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What asks the API. */
const ASKING = ['callApi', 'askApi', 'fetch', 'fetchQuery', 'ensureQueryData'];

/** The one place that may: its queries are asked by the library. */
const QUERIES = 'components/api-query.ts';

/** Effects that tell the API something: each is a change, and no reading. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'components/entry-editor/help/use-dismissals.ts': 'sends the dismissals that wait, once it is online',
  'components/entry-editor/save/use-editor.ts': 'carries out what the model of the editor decides: saves',
  'components/entry-editor/together/use-presence.ts': 'tells the others that the entry is open here',
};

type Sources = Readonly<Record<string, string>>;

/** A name in a file: where the value is, or where it comes from. */
type Name = `${string} ${string}`;

/** What a file says about names: which others a function uses, and which an effect uses. */
type Uses = { functions: Map<Name, Set<Name>>; effects: Set<Name>[] };

/** The value of a function, also within `useCallback` or an object of functions. */
function isFunction(node: ts.Expression | undefined): boolean {
  if (!node) return false;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return true;
  if (ts.isCallExpression(node)) return /^use(Callback|EffectEvent)$/.test(node.expression.getText());
  return ts.isObjectLiteralExpression(node);
}

/** Where the names of a file come from that it imports from other components. */
function importsOf(file: string, tree: ts.SourceFile): Map<string, Name> {
  const found = new Map<string, Name>();
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const target = from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : from.replace(/^#/, '');
    const named = statement.importClause?.namedBindings;
    if (named && ts.isNamedImports(named))
      for (const { name, propertyName } of named.elements)
        found.set(name.text, `${target} ${(propertyName ?? name).text}`);
  }
  return found;
}

function usesOf(file: string, source: string): Uses {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const imported = importsOf(file, tree);
  const uses: Uses = { functions: new Map(), effects: [] };
  const namesIn = (node: ts.Node, found = new Set<Name>()): Set<Name> => {
    if (ts.isIdentifier(node)) found.add(imported.get(node.text) ?? `${file} ${node.text}`);
    ts.forEachChild(node, (child) => void namesIn(child, found));
    return found;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) && node.name && node.body) add(node.name.text, node.body);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && isFunction(node.initializer))
      add(node.name.text, node.initializer as ts.Expression);
    if (ts.isCallExpression(node) && /^use(Layout)?Effect$/.test(node.expression.getText()) && node.arguments[0])
      uses.effects.push(namesIn(node.arguments[0]));
    ts.forEachChild(node, visit);
  };
  // A hook is called while a component is rendered, never in an effect.
  const add = (name: string, body: ts.Node) => {
    if (!/^use[A-Z]/.test(name)) uses.functions.set(`${file} ${name}`, namesIn(body));
  };
  visit(tree);
  return uses;
}

/** The files with an effect that asks the API, itself or by functions that it calls. */
function askingEffects(sources: Sources): string[] {
  const files = Object.entries(sources).map(([file, source]) => ({ file, ...usesOf(file, source) }));
  const asking = new Set<Name>();
  const asks = (names: Set<Name>) =>
    [...names].some((name) => asking.has(name) || ASKING.includes(name.split(' ')[1] ?? ''));
  for (let before = -1; before < asking.size; ) {
    before = asking.size;
    for (const { functions } of files) for (const [name, names] of functions) if (asks(names)) asking.add(name);
  }
  return files.filter(({ effects }) => effects.some(asks)).map(({ file }) => file);
}

test('no effect of a screen asks the API: what a screen reads is a query', () => {
  const files = globSync('components/**/*.{ts,tsx}', { cwd: ROOT })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file !== QUERIES);
  expect(files.length).toBeGreaterThan(200);
  const found = askingEffects(
    Object.fromEntries(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')])),
  );
  // Each exception still has such an effect, and no other file has.
  expect(found.toSorted(), 'Read with useApiQuery.').toEqual(Object.keys(EXCEPTIONS).toSorted());
});

const one = (source: string) => askingEffects({ 'components/planted.tsx': source });

test.each([
  [
    'that calls the client',
    "useEffect(() => { void callApi('readEntry', { params: { id } }).then(setEntry); }, [id]);",
  ],
  [
    'that calls the client later',
    "useEffect(() => { setTimeout(async () => show(await callApi('health')), 150); }, []);",
  ],
  [
    'with a function that asks',
    "const load = useCallback(async () => show(await callApi('health')), []); useEffect(() => void load(), [load]);",
  ],
  ['that is such a function', "function load() { void callApi('health'); } useEffect(load, []);"],
  ['before the screen is painted', "useLayoutEffect(() => { void callApi('health'); }, []);"],
  ['that fetches by itself', "useEffect(() => { void fetch('/x'); }, []);"],
])('an effect %s is found', (_, planted) => {
  expect(one(planted)).toEqual(['components/planted.tsx']);
});

test('an effect that asks by a function of another file is found', () => {
  const sources = {
    'components/a/load.ts': "export const load = () => callApi('health');",
    'components/a/again.ts': "import { load } from './load.ts'; export const API = { again: () => load() };",
    'components/b/planted.tsx':
      "import { API as api } from '#components/a/again.ts'; useEffect(() => void api.again(), []);",
  };
  expect(askingEffects(sources)).toEqual(['components/b/planted.tsx']);
});

test.each([
  ['useApiQuery', "const { data } = useApiQuery('health', {}); useEffect(() => show(data), [data]);"],
  [
    'an event of the screen',
    "const send = async () => { await callApi('health'); }; useEffect(() => field.current?.focus(), []);",
  ],
])('%s is no such effect', (_, planted) => {
  expect(one(planted)).toEqual([]);
});
