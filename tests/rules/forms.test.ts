import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Forms that send nothing: what is typed becomes the address, or there is nothing to type. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'app/(newsroom)/contexts/page.tsx': 'a filter: the form becomes the address',
  'components/audit/audit-filters.tsx': 'a filter: the form becomes the address',
  'components/calendar/month-jump.tsx': 'goes to a month',
  'components/entry-editor/fields/fields-form.tsx':
    'the fields of the form of components/entry-editor/save/use-editor.ts',
  'components/review/queue/queue-narrow.tsx': 'a filter: the form becomes the address',
  'components/search/search-field.tsx': 'a search: the form becomes the address',
  'components/search/search-filters.tsx': 'a filter: the form becomes the address',
  'components/shell/go-to-day.tsx': 'goes to a day',
  'components/sources/publishers-screen.tsx': 'a search: the form becomes the address',
  'components/ui/messages/question.tsx': 'a question: it has no field',
};

/** Whether a file has a form, and whether it checks that form by a schema. */
function formOf(file: string, source: string): { isForm: boolean; isChecked: boolean } {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found = { isForm: false, isChecked: false };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningLikeElement(node) && node.tagName.getText() === 'form') found.isForm = true;
    if (ts.isJsxAttribute(node) && node.name.getText() === 'onSubmit') found.isForm = true;
    if (ts.isCallExpression(node) && isCheckedForm(node)) found.isChecked = true;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** `useApiForm(…)`, which has a schema, or `useForm({ resolver: … })`. */
function isCheckedForm(call: ts.CallExpression): boolean {
  const name = call.expression.getText();
  if (name === 'useApiForm') return true;
  const [given] = call.arguments;
  if (name !== 'useForm' || !given || !ts.isObjectLiteralExpression(given)) return false;
  return given.properties.some((property) => property.name?.getText() === 'resolver');
}

const unchecked = (file: string, source: string) => {
  const { isForm, isChecked } = formOf(file, source);
  return isForm && !isChecked ? [file] : [];
};

test('every form is react-hook-form with the schema of the API', () => {
  const files = globSync('{app,components}/**/*.tsx', { cwd: ROOT });
  const forms = files
    .map((file) => ({ file, source: readFileSync(path.join(ROOT, file), 'utf8') }))
    .filter(({ source }) => /<form\b|onSubmit|useForm|useApiForm/.test(source));
  expect(forms.filter(({ file, source }) => formOf(file, source).isChecked).length).toBeGreaterThan(20);
  // Each exception is a form without a schema still, and no other form is.
  expect(forms.flatMap(({ file, source }) => unchecked(file, source)).sort()).toEqual(Object.keys(EXCEPTIONS).sort());
});

test('the form of the entry editor has its rules', () => {
  const file = 'components/entry-editor/save/use-editor.ts';
  expect(formOf(file, readFileSync(path.join(ROOT, file), 'utf8')).isChecked).toBe(true);
});

test.each([
  ['a form', 'const Planted = () => <form action="/x"><input name="q" /></form>;'],
  ['a component that submits', 'const Planted = () => <Stack component="form" onSubmit={send} />;'],
  ['useForm without a resolver', 'const Planted = () => { useForm({ defaultValues }); return <form />; };'],
])('%s that is made by hand is seen', (_, planted) => {
  expect(unchecked('planted.tsx', planted)).toEqual(['planted.tsx']);
});

test.each([
  ['useApiForm', 'const Planted = () => { useApiForm({ schema, begin }); return <form />; };'],
  [
    'useForm with a resolver',
    'const Planted = () => { useForm({ resolver: zodResolver(schema) }); return <form />; };',
  ],
])('%s is a form as it has to be', (_, planted) => {
  expect(unchecked('planted.tsx', planted)).toEqual([]);
});
