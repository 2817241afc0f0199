import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** The one stylesheet that is no module: what holds for elements. */
const GLOBAL = 'app/globals.css';
/** The one file that says colours. */
const TOKENS = 'components/ui/tokens.ts';
/** Where windows change their layout: the breakpoints of Mantine. */
const WIDTHS = ['36em', '48em', '62em', '75em', '88em'];

type Sources = Readonly<Record<string, string>>;
type Rule = { selector: string; declarations: string };

/** The rules of a stylesheet, those inside of conditions too. */
function rulesOf(css: string): Rule[] {
  const found: Rule[] = [];
  for (const [, selector = '', declarations = ''] of withoutComments(css).matchAll(/([^{};]+)\{([^{}]*)\}/g))
    if (!selector.trim().startsWith('@')) found.push({ selector: selector.trim(), declarations });
  return found;
}

const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '');

const classesOf = (css: string) =>
  new Set(rulesOf(css).flatMap(({ selector }) => [...selector.matchAll(/\.([a-z_][\w-]*)/gi)].map(([, name]) => name)));

/** A colour of its own, by number, by function or by name. */
const COLOUR =
  /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|light-dark|color-mix)\(|(?<![\w-])(?:white|black|red|green|blue|gr[ae]y|orange|yellow)(?![\w-])/i;
/** A length where a space or a size of text is. A pixel is a line, which no reader's text changes. */
const LENGTH =
  /^(?:margin|padding|gap|row-gap|column-gap|font-size)(?:-[a-z]+)*:.*?(?<![\w.-])-?\d*\.?\d+(?:rem|(?<!\b[12])px)/;

function faultsOfStyles(file: string, css: string): string[] {
  const faults = [];
  const isGlobal = file === GLOBAL;
  if (!isGlobal && !file.endsWith('.module.css')) faults.push(`${file} is no module`);
  if (isGlobal && classesOf(css).size > 0) faults.push(`${file} has classes`);
  for (const [, condition = ''] of withoutComments(css).matchAll(/@media([^{]*)/g))
    for (const [width] of condition.matchAll(/[\d.]+(?:px|r?em)/g))
      if (!WIDTHS.includes(width)) faults.push(`${file} changes at ${width}`);
  for (const { selector, declarations } of rulesOf(css)) {
    if (selector.includes(':global')) faults.push(`${file}: ${selector} is global`);
    if (/\.mantine-|\.m_[\da-f]{6}|\[class/.test(selector)) faults.push(`${file}: ${selector} reaches into Mantine`);
    for (const declaration of declarations.split(';').map((one) => one.trim().replace(/\s+/g, ' '))) {
      const value = declaration.slice(declaration.indexOf(':') + 1);
      if (COLOUR.test(value)) faults.push(`${file}: a colour in ${declaration}`);
      if (LENGTH.test(declaration)) faults.push(`${file}: a length in ${declaration}`);
      if (selector.includes('color-scheme') && declaration && !declaration.startsWith('display'))
        faults.push(`${file}: ${declaration} in one scheme`);
    }
  }
  return faults;
}

/** The stylesheets that a file imports, by the name that each has there. */
function modulesOf(file: string, tree: ts.SourceFile): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    if (from.endsWith('.css')) found.set(statement.importClause?.name?.text ?? '', placeOf(file, from));
  }
  return found;
}

const placeOf = (file: string, from: string) =>
  from.startsWith('#') ? from.slice(1) : from.startsWith('.') ? path.join(path.dirname(file), from) : from;

/** A stylesheet is for its folder and what is below; that of a component in components/ui is for all. */
const mayImport = (file: string, module: string) =>
  module.startsWith('components/ui/') || file.startsWith(`${path.dirname(module)}/`);

type Read = { faults: string[]; used: Map<string, Set<string>> };

/** What is wrong with the classes of a component, and which classes of which stylesheet it uses. */
function readComponent(file: string, source: string): Read {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const modules = modulesOf(file, tree);
  const faults: string[] = [];
  const used = new Map<string, Set<string>>();
  for (const [name, module] of modules) {
    if (name === '' && !module.startsWith('@mantine/') && module !== GLOBAL) faults.push(`${file} imports ${module}`);
    if (name !== '' && !mayImport(file, module))
      faults.push(`${file} takes the stylesheet ${module} of another folder`);
  }
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const module = modules.get(node.expression.text);
      if (module) used.set(module, (used.get(module) ?? new Set()).add(node.name.text));
    }
    if (ts.isElementAccessExpression(node) && modules.has(node.expression.getText()))
      faults.push(`${file}: the class ${node.getText()} is of no module`);
    if (ts.isStringLiteralLike(node) && file !== TOKENS) {
      if (/#[0-9a-f]{3,8}$|^(?:rgb|hsl)a?\(/i.test(node.text)) faults.push(`${file}: the colour ${node.text}`);
      if (/(?<![\w-])\.?mantine-[A-Z]|\.m_[\da-f]{6}/.test(node.text))
        faults.push(`${file}: ${node.text} is Mantine's`);
    }
    if (isClassPlace(node) && node.initializer)
      for (const name of literalsIn(node.initializer)) faults.push(`${file}: the class ${name} is of no module`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { faults, used };
}

/** `className="…"`, `{ className: … }`, and each part in `classNames={{ … }}`. */
function isClassPlace(node: ts.Node): node is ts.JsxAttribute | ts.PropertyAssignment {
  if (!ts.isJsxAttribute(node) && !ts.isPropertyAssignment(node)) return false;
  return /^classNames?$/.test(node.name.getText());
}

/** The names that are written where a class is: what a condition asks is none. */
function literalsIn(node: ts.Node): string[] {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(literalsIn);
  if (ts.isBinaryExpression(node)) return literalsIn(node.right);
  if (ts.isElementAccessExpression(node)) return [];
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
    return node.text.trim() ? [node.text.trim()] : [];
  return node.getChildren().flatMap(literalsIn);
}

/** Everything that is wrong with the looks of a set of files. */
function faultsOf(sources: Sources): string[] {
  const files = Object.entries(sources);
  const components = files.filter(([file]) => /\.tsx?$/.test(file)).map((one) => readComponent(...one));
  const styles = files.filter(([file]) => file.endsWith('.css'));
  const unpaired = styles
    .filter(([file]) => file !== GLOBAL)
    .flatMap(([file, css]) => {
      const has = classesOf(css);
      const used = new Set(components.flatMap((read) => [...(read.used.get(file) ?? [])]));
      return [
        ...[...has].filter((name) => name && !used.has(name)).map((name) => `${file}: nothing uses .${name}`),
        ...[...used].filter((name) => !has.has(name)).map((name) => `${file} has no .${name}`),
      ];
    });
  const known = new Set(styles.map(([file]) => file));
  const missing = components.flatMap(({ used }) => [...used.keys()].filter((file) => !known.has(file)));
  return [
    ...components.flatMap(({ faults }) => faults),
    ...styles.flatMap((one) => faultsOfStyles(...one)),
    ...unpaired,
    ...missing.map((file) => `${file} is not there`),
  ];
}

test('styles are modules beside their components, made of tokens', () => {
  const files = globSync('{app,components}/**/*.{css,ts,tsx}', { cwd: ROOT });
  expect(files.filter((file) => file.endsWith('.module.css')).length).toBeGreaterThan(40);
  const sources = Object.fromEntries(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')]));
  expect(faultsOf(sources)).toEqual([]);
});

const CARD = 'components/card/card.tsx';
const STYLES = 'components/card/card.module.css';
const IMPORT = "import styles from './card.module.css';\n";
/** A component with one class, and what is planted into it. */
const planted = (css: string, component = '<p className={styles.card} />'): Sources => ({
  [CARD]: `${IMPORT}const Card = () => ${component};`,
  [STYLES]: css,
});

test.each<[string, Sources, string]>([
  [
    'a stylesheet that is no module',
    { 'components/card/card.css': 'p { margin: 0 }' },
    'components/card/card.css is no module',
  ],
  ['a class for all', { [GLOBAL]: '.card { margin: 0 }' }, 'app/globals.css has classes'],
  ['a class that is made global', planted(':global(.x) .card { margin: 0 }'), `${STYLES}: :global(.x) .card is global`],
  ['a stylesheet for its side effect', { [CARD]: "import './card.module.css';" }, `${CARD} imports ${STYLES}`],
  ['a colour by number', planted('.card { color: #fff; }'), `${STYLES}: a colour in color: #fff`],
  [
    'a colour by function',
    planted('.card { color: rgb(0 0 0 / 60%); }'),
    `${STYLES}: a colour in color: rgb(0 0 0 / 60%)`,
  ],
  ['a colour by name', planted('.card { color: white; }'), `${STYLES}: a colour in color: white`],
  [
    'a colour in a component',
    planted('.card {}', '<path className={styles.card} fill="#000" />'),
    `${CARD}: the colour #000`,
  ],
  [
    'a colour of one scheme',
    planted('[data-mantine-color-scheme="dark"] .card { color: var(--x) }'),
    `${STYLES}: color: var(--x) in one scheme`,
  ],
  ['a space', planted('.card { padding-left: 0.5rem; }'), `${STYLES}: a length in padding-left: 0.5rem`],
  ['a space in pixels', planted('.card { gap: 0 12px; }'), `${STYLES}: a length in gap: 0 12px`],
  ['a size of text', planted('.card { font-size: 0.8rem; }'), `${STYLES}: a length in font-size: 0.8rem`],
  ['another breakpoint', planted('@media (max-width: 50em) { .card { margin: 0 } }'), `${STYLES} changes at 50em`],
  [
    'a class of Mantine',
    planted('.card .mantine-Button-root { margin: 0 }'),
    `${STYLES}: .card .mantine-Button-root reaches into Mantine`,
  ],
  [
    'a class of Mantine by its part',
    planted('.card [class*="mantine-"] {}'),
    `${STYLES}: .card [class*="mantine-"] reaches into Mantine`,
  ],
  [
    'a class of Mantine in a component',
    planted('.card {}', '<p className={styles.card} ref={(it) => it.closest(".mantine-Modal-root")} />'),
    `${CARD}: .mantine-Modal-root is Mantine's`,
  ],
  [
    'a name without a module',
    planted('.card {}', '<p className="x"><i className={styles.card} /></p>'),
    `${CARD}: the class x is of no module`,
  ],
  [
    'a name in a condition',
    planted('.card {}', "<p className={on ? styles.card : 'x'} />"),
    `${CARD}: the class x is of no module`,
  ],
  [
    'a name beside others',
    planted('.card {}', `<p className={\`\${styles.card} x\`} />`),
    `${CARD}: the class x is of no module`,
  ],
  [
    'a name for a part of a control',
    planted('.card {}', "<Input className={styles.card} classNames={{ input: 'x' }} />"),
    `${CARD}: the class x is of no module`,
  ],
  [
    'a name that is put together',
    planted('.card {}', '<p className={styles.card}><i className={styles[kind]} /></p>'),
    `${CARD}: the class styles[kind] is of no module`,
  ],
  ['a class that nothing uses', planted('.card {} .old {}'), `${STYLES}: nothing uses .old`],
  [
    'a class that is not there',
    planted('.card {}', '<p className={styles.card}><i className={styles.gone} /></p>'),
    `${STYLES} has no .gone`,
  ],
  [
    'the stylesheet of another folder',
    {
      ...planted('.card {}'),
      'components/desk/desk.tsx':
        "import card from '../card/card.module.css';\nconst Desk = () => <p className={card.card} />;",
    },
    `components/desk/desk.tsx takes the stylesheet ${STYLES} of another folder`,
  ],
])('%s is seen', (_, sources, fault) => {
  expect(faultsOf(sources)).toContain(fault);
});

test('what is as it should be has no fault', () => {
  const css =
    '/* #fff */ .card[data-x]:hover, a.card { padding: 0 var(--dl-space-8); border: 1px solid var(--dl-line); }';
  expect(faultsOf(planted(css, "<p className={is === 'x' ? styles.card : undefined} />"))).toEqual([]);
  expect(
    faultsOf({ ...planted('.card {}'), 'components/card/parts/part.tsx': "import styles from '../card.module.css';" }),
  ).toEqual([]);
});
