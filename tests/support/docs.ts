import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** What npm, git and the app itself make. */
const NOT_OURS = /^(node_modules|\.git|\.next.*|\.dateline.*|test-results|playwright-report)$/;

/** The folders of the project at `place`, by name. */
export function foldersAt(place = '.'): string[] {
  const entries = readdirSync(path.join(ROOT, place), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !NOT_OURS.test(entry.name)).map(({ name }) => name);
}

/** Every Markdown file of the project. */
export function markdownFiles(place = '.'): string[] {
  const here = readdirSync(path.join(ROOT, place), { withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.md'),
  );
  return [
    ...here.map(({ name }) => path.join(place, name)),
    ...foldersAt(place).flatMap((name) => markdownFiles(path.join(place, name))),
  ];
}

export const readText = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

type Page = {
  links: string[];
  anchors: string[];
  blocks: { language: string; text: string }[];
  code: string[];
  prose: string[];
};

/**
 * What a page of Markdown has: links and pictures, the anchors of its headings, blocks and pieces of code, and its
 * prose without code.
 */
export function readPage(text: string): Page {
  const page: Page = { links: [], anchors: [], blocks: [], code: [], prose: [] };
  const tokens = new MarkdownIt().parse(text, {});
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'fence') page.blocks.push({ language: token.info.trim(), text: token.content });
    if (token.type !== 'inline') continue;
    const parts = token.children ?? [];
    const words = parts.map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('');
    if (tokens[at - 1]?.type === 'heading_open') page.anchors.push(anchorOf(words, page.anchors));
    else
      page.prose.push(
        parts
          .map(({ type, content }) => (type === 'code_inline' ? 'code' : type === 'softbreak' ? ' ' : content))
          .join(''),
      );
    page.code.push(...parts.filter(({ type }) => type === 'code_inline').map(({ content }) => content));
    page.links.push(
      ...parts.map((part) => String(part.attrGet('href') ?? part.attrGet('src') ?? '')).filter((link) => link),
    );
  }
  return page;
}

/** The anchor that GitHub gives a heading; a second one of the same words gets a number. */
function anchorOf(heading: string, taken: readonly string[]): string {
  const plain = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
  const again = taken.filter((anchor) => anchor === plain || new RegExp(`^${plain}-\\d+$`).test(anchor)).length;
  return again ? `${plain}-${again}` : plain;
}

/** What is wrong with a relative link of `file`; undefined where it leads somewhere. */
export function brokenLink(file: string, link: string, pages: ReadonlyMap<string, Page>): string | undefined {
  if (/^(https?|mailto):/.test(link)) return undefined;
  const [place = '', anchor] = decodeURI(link).split('#');
  const target = place ? path.normalize(path.join(path.dirname(file), place)) : file;
  if (!existsSync(path.join(ROOT, target))) return `${file}: ${link} leads to no file.`;
  if (anchor && !pages.get(target)?.anchors.includes(anchor)) return `${file}: ${link} leads to no heading.`;
  return undefined;
}
