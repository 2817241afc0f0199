import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What people of the newsroom or of the archive wrote, by the names that it has in the code. */
const WRITTEN =
  /^(?:title|headline|summary|topic|kicker|name|alias|openedBy|assignedTo|publisher|description|latest|author|note|reason|body|readableTitle|context)$/;

/**
 * Where a text may be written from right to left, each piece of it has to find its own direction: in `<bdi>`, or below
 * `dir="auto"`.
 */
function undirected(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node, isDirected: boolean): void => {
    const directed = isDirected || (ts.isJsxElement(node) && findsDirection(node.openingElement));
    const inside = !ts.isJsxAttribute(node) && directed;
    if (
      ts.isJsxExpression(node) &&
      !ts.isJsxAttribute(node.parent) &&
      !directed &&
      node.expression &&
      isWritten(node.expression)
    ) {
      found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`);
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(tree, false);
  return found;
}

function findsDirection(element: ts.JsxOpeningElement): boolean {
  if (['bdi', 'option', 'title'].includes(element.tagName.getText())) return true;
  return element.attributes.properties.some((one) => ts.isJsxAttribute(one) && one.getText() === 'dir="auto"');
}

function isWritten(expression: ts.Expression): boolean {
  if (ts.isIdentifier(expression)) return WRITTEN.test(expression.text);
  if (ts.isPropertyAccessExpression(expression)) return WRITTEN.test(expression.name.text);
  if (ts.isCallExpression(expression)) return isWritten(expression.expression);
  if (ts.isConditionalExpression(expression)) return isWritten(expression.whenTrue) || isWritten(expression.whenFalse);
  if (ts.isBinaryExpression(expression))
    return isWritten(expression.right) || (!isAnd(expression) && isWritten(expression.left));
  return ts.isParenthesizedExpression(expression) && isWritten(expression.expression);
}

function isAnd({ operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

test('whatever people wrote finds its own direction on every screen', () => {
  const files = globSync('{app,components}/**/*.tsx', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(150);
  const found = files.flatMap((file) => undirected(file, readFileSync(path.join(ROOT, file), 'utf8')));
  expect(found, 'Put each of these into <bdi>…</bdi>, or into an element with dir="auto".').toEqual([]);
});

test.each([
  ['<p>{entry.title}</p>', 1],
  ['<p dir="auto">{entry.title}</p>', 0],
  ['<li><a href="/x">{readableTitle(title)}</a></li>', 1],
  ['<li><bdi>{names.context(id)}</bdi> {count}</li>', 0],
  ['<li>{alias ? alias : name} and {at}</li>', 1],
])('%s has %i text without a direction', (source, count) => expect(undirected('x.tsx', source)).toHaveLength(count));
