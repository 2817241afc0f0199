import { existsSync, globSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { shortcutGroups } from '../../components/shell/shortcut-groups.ts';
import { AUDIT_TOPICS } from '../../lib/kernel/newsroom/audit-topics.ts';
import { SCOPES } from '../../lib/kernel/permission/role.ts';
import { parseEventPage, renderEventPage } from '../../lib/layout/event-page.ts';
import { VARIABLES } from '../../lib/platform/environment/settings.ts';
import { brokenLink, foldersAt, markdownFiles, ROOT, readPage, readText } from '../support/docs.ts';

const FILES = markdownFiles();
const PAGES = new Map(FILES.map((file) => [file, readPage(readText(file))]));
const DOCS = FILES.filter((file) => file.startsWith('docs/'));
const page = (file: string) => PAGES.get(file) ?? readPage('');
const flat = (file: string) => readText(file).replaceAll(/\s+/g, ' ');

describe('links', () => {
  test('every relative link, picture and anchor of every page leads somewhere', () => {
    const broken = FILES.flatMap((file) => page(file).links.map((link) => brokenLink(file, link, PAGES)));
    expect(broken.filter((one) => one !== undefined)).toEqual([]);
  });

  test('the check itself tells a file and a heading that are there from those that are not', () => {
    expect(brokenLink('docs/README.md', 'figures.md#figures', PAGES)).toBeUndefined();
    expect(brokenLink('docs/README.md', '#documentation', PAGES)).toBeUndefined();
    expect(brokenLink('docs/README.md', 'nowhere.md', PAGES)).toBe('docs/README.md: nowhere.md leads to no file.');
    expect(brokenLink('docs/README.md', 'figures.md#nowhere', PAGES)).toBe(
      'docs/README.md: figures.md#nowhere leads to no heading.',
    );
    expect(readPage('# A `b`: c\n\n# A b c\n').anchors).toEqual(['a-b-c', 'a-b-c-1']);
  });

  test('every page is on the map, or on the list of decisions', () => {
    const linked = (from: string) =>
      page(from).links.map((link) => path.join(path.dirname(from), link.split('#')[0] ?? ''));
    const found = [...linked('docs/README.md'), ...linked('docs/decisions/README.md'), 'docs/README.md'];
    expect(DOCS.filter((file) => !found.includes(file))).toEqual([]);
  });
});

describe('how pages are written', () => {
  test('lines have at most 120 characters', () => {
    const long = FILES.flatMap((file) =>
      readText(file)
        .split('\n')
        .flatMap((line, at) => ([...line].length > 120 ? [`${file}:${at + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });

  test('a page has at most 25 words a sentence on average', () => {
    const average = (file: string) => {
      const sentences = page(file).prose.flatMap((text) => text.split(/(?<=[.!?:;])\s/));
      return sentences.flatMap((one) => one.split(/\s+/)).length / sentences.length;
    };
    expect(FILES.filter((file) => page(file).prose.length && average(file) > 25)).toEqual([]);
  });

  test('the README is one screen and a half, with a small picture', () => {
    expect(readText('README.md').split('\n').length).toBeLessThanOrEqual(75);
    const [picture = ''] = page('README.md').links.filter((link) => link.endsWith('.png'));
    expect(statSync(path.join(ROOT, picture)).size).toBeLessThan(150_000);
  });

  test('a decision has a number of its own, a date, a context, a choice and what was set aside', () => {
    const names = readdirSync(path.join(ROOT, 'docs/decisions')).filter((name) => name !== 'README.md');
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, at) => at + 1));
    for (const name of names) {
      const text = readText(`docs/decisions/${name}`);
      expect(text, name).toMatch(
        new RegExp(`^# ${Number(name.slice(0, 4))}\\. .+\\n\\n\\d{4}-\\d{2}-\\d{2}\\n\\n## Context\\n\\n.+`),
      );
      expect(page(`docs/decisions/${name}`).anchors.slice(1), name).toEqual(['context', 'choice', 'set-aside']);
    }
  });
});

describe('what pages say of the code', () => {
  test('the picture of the folders has every folder, and no other', () => {
    const drawn =
      readPage(readText('docs/developers/architecture.md')).blocks.find(({ text }) => text.includes('components/'))
        ?.text ?? '';
    const above: string[] = [];
    const named = [...drawn.matchAll(/^( *)(\S+)\/( |$)/gm)].map(([, indent = '', name = '']) => {
      above.splice(indent.length / 2, above.length, name);
      return above.join('/');
    });
    expect(named.filter((name) => !statSync(path.join(ROOT, name), { throwIfNoEntry: false })?.isDirectory())).toEqual(
      [],
    );
    expect(named.filter((name) => /^(lib\/)?[^/]+$/.test(name)).toSorted()).toEqual(
      [...foldersAt(), ...foldersAt('lib').map((name) => `lib/${name}`)].toSorted(),
    );
  });

  test('every file and folder of the code that a page names is there', () => {
    const named = FILES.filter((file) => !file.startsWith('docs/decisions/')).flatMap((file) =>
      page(file).code.map((code) => ({ file, code })),
    );
    const paths = named.filter(({ code }) =>
      /^(app|components|lib|tests|prisma|public|docs|\.ci|\.github)\/\S+$/.test(code),
    );
    expect(paths.length).toBeGreaterThan(50);
    expect(paths.filter(({ code }) => !existsSync(path.join(ROOT, code)))).toEqual([]);
  });

  test('every setting is documented in the words of the code', () => {
    const text = flat('docs/reference/environment.md').replaceAll('`', '');
    for (const { name, says, otherwise } of VARIABLES)
      expect(text, `Document ${name} in docs/reference/environment.md`).toContain(
        `- ${name}: ${says}. Otherwise: ${otherwise}.`,
      );
  });

  test('every variable that a page names is one that the code or the tests read', () => {
    const read = globSync('{tests,playwright.config.ts,vitest.config.ts}/**', { cwd: ROOT }).filter((file) =>
      file.endsWith('.ts'),
    );
    const known = new Set<string>(VARIABLES.map(({ name }) => name));
    for (const file of read)
      for (const [, name = ''] of readText(file).matchAll(/process\.env\['(\w+)'\]/g)) known.add(name);
    const named = FILES.flatMap((file) =>
      (readText(file).match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g) ?? []).map((name) => ({ file, name })),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ name }) => !known.has(name))).toEqual([]);
  });

  test('the page of keys has every shortcut, in the words of the screen', () => {
    const rows = shortcutGroups('/', true).flatMap(({ keys }) =>
      keys.map(({ keys: pressed, does, for: who }) => `| ${pressed} | ${does} | ${who ?? 'everybody'} |`),
    );
    const table = readText('docs/editors/keys.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (key|---) /.test(line));
    expect(table).toEqual(rows);
  });

  test('every topic of webhooks and every scope of tokens is documented', () => {
    const topics = page('docs/reference/webhooks.md').code.filter(
      (code) => /^[a-z-]+\.[a-z-]+$/.test(code) && code !== 't.body',
    );
    expect(new Set(topics)).toEqual(new Set(['run.failed', 'run.done', 'archive.changed', ...AUDIT_TOPICS]));
    expect(page('docs/reference/command-line.md').code).toEqual(expect.arrayContaining([...SCOPES]));
  });

  test('the example of the layout is a page that comes home unchanged', () => {
    const text = page('docs/reference/markdown-layout.md').blocks[0]?.text ?? '';
    const read = parseEventPage(text, { day: '2013-01-19' as never, slug: 'the-algerian-army-ends-the-siege' });
    expect(read.ok && renderEventPage(read.value)).toBe(text);
  });
});
