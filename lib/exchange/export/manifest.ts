import { z } from 'zod';
import { byCodePoint } from '../../kernel/code-point-order.ts';
import { parsed } from '../../kernel/contract/parsed.ts';
import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';

export const MANIFEST = 'manifest.json';

/**
 * A file that an export wrote. `missing`: links of it that are known to lead nowhere. A row that is a part of the
 * manifest says how many files it lists, and their bytes.
 */
const row = z.strictObject({
  path: z.string(),
  size: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  missing: z.array(z.string()).optional(),
  files: z.int().optional(),
  bytes: z.int().optional(),
});
export type ManifestRow = z.output<typeof row>;

const part = z.strictObject({ files: z.array(row) });

const root = z.strictObject({
  format: z.literal(2),
  edition: z.enum(['2017', '2018']),
  formats: z.array(z.enum(['md', 'html', 'json', 'xml', 'rss'])),
  readmes: z.boolean(),
  relatedLimit: z.int(),
  related: z.literal('archive-rule').optional(),
  site: z.strictObject({ url: z.string(), title: z.string() }),
  counts: z.strictObject({ files: z.int(), bytes: z.int() }),
  files: z.array(row),
});
export type ManifestRoot = z.output<typeof root>;

const MONTH_OF_NEWS = /^news\/(\d{4})\/(\d{2})\//;
const PROSE = /^(?:opinion|api|faq)\//;
const PART = /^manifest\/(?:\d{4}-\d{2}|prose)\.json$/;

/**
 * The part of the manifest that lists a file; undefined where its root does. Parts keep the cost of one changed page
 * from growing with the archive.
 */
export function partOf(path: string): string | undefined {
  const month = MONTH_OF_NEWS.exec(path);
  if (month) return `manifest/${month[1]}-${month[2]}.json`;
  return PROSE.test(path) ? 'manifest/prose.json' : undefined;
}

/** Whether a path is where a part of the manifest is. */
export function isPart(path: string): boolean {
  return PART.test(path);
}

/** What a manifest's root says; undefined where the text is none. */
export function parseManifest(text: string): ManifestRoot | undefined {
  const found = parsed(root, parseJson(text));
  return found.success ? found.data : undefined;
}

/** The rows of a part; undefined where the text is none. */
export function parsePart(text: string): ManifestRow[] | undefined {
  const found = parsed(part, parseJson(text));
  return found.success ? found.data.files : undefined;
}

/** The text of a part: one row a line, sorted by path in code-point order. */
export function renderPart(rows: Iterable<ManifestRow>): string {
  return `{"files":[\n${linesOf(rows)}\n]}\n`;
}

/** The text of the root. The counts leave the parts themselves out. */
export function renderManifest(settings: ExportSettings, rows: readonly ManifestRow[]): string {
  const { edition, formats, readmes, relatedLimit, related, site } = settings;
  const counts = { files: 0, bytes: 0 };
  for (const { size, files, bytes } of rows) {
    counts.files += files ?? 1;
    counts.bytes += bytes ?? size;
  }
  const head = JSON.stringify({
    format: 2,
    edition,
    formats,
    readmes,
    relatedLimit,
    ...(related ? { related } : {}),
    site,
    counts,
  });
  return `${head.slice(0, -1)},"files":[\n${linesOf(rows)}\n]}\n`;
}

function linesOf(rows: Iterable<ManifestRow>): string {
  return [...rows]
    .sort((a, b) => byCodePoint(a.path, b.path))
    .map((one) => JSON.stringify(one))
    .join(',\n');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
