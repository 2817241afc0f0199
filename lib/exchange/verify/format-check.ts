import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import type { Result } from '../../kernel/result.ts';
import { renderDayPage } from '../../layout/day-page.ts';
import { renderEventPage } from '../../layout/event-page.ts';
import type { FormatFile } from '../../layout/formats/format-file.ts';
import { dayFormats, eventFormats, frontFormats } from '../../layout/formats/formats.ts';
import { dayFromJson, eventFromJson, frontFromJson, type JsonProblem } from '../../layout/formats/from-json.ts';
import type { PageFacts } from '../../layout/formats/page-facts.ts';
import { renderFrontPage } from '../../layout/front-page.ts';
import { firstDifference, type ReadPage } from './page-check.ts';
import { note, type VerifyTally } from './report.ts';

/** The texts of a page in every format of the tree, by path. */
export type FormatTexts = ReadonlyMap<string, string>;

/**
 * Checks a page in all its formats: its JSON is read back, and the Markdown, HTML and XML rendered from that are the
 * files. Where the tree has no JSON, those of days and of the front page are rendered from the Markdown; an entry's
 * page does not say all that they do.
 */
export function checkFormats(
  kind: ReadPage['kind'],
  markdown: string,
  read: ReadPage | undefined,
  files: FormatTexts,
  settings: ExportSettings,
  tally: VerifyTally,
): void {
  const json = files.get(markdown.replace(/md$/, 'json'));
  const again = json === undefined ? fromMarkdown(read, settings) : fromJson(kind, json, markdown, settings);
  if (!again.ok) note(tally, markdown.replace(/md$/, 'json'), 'unreadable', again.error.reason);
  if (!again.ok) return;
  for (const { path, text } of again.value) {
    const found = files.get(path);
    if (found !== undefined && found !== text) note(tally, path, 'other-text', firstDifference(found, text));
  }
}

function fromMarkdown(read: ReadPage | undefined, settings: ExportSettings): Result<FormatFile[], JsonProblem> {
  if (read?.kind === 'day') return { ok: true, value: dayFormats(read.page, settings) };
  if (read?.kind === 'front') return { ok: true, value: frontFormats(read.page, settings) };
  return { ok: true, value: [] };
}

function fromJson(
  kind: ReadPage['kind'],
  json: string,
  path: string,
  settings: ExportSettings,
): Result<FormatFile[], JsonProblem> {
  if (kind === 'event')
    return rendered(
      eventFromJson(json),
      ({ page, facts }: { page: Parameters<typeof renderEventPage>[0]; facts: PageFacts }) => [
        { path, text: renderEventPage(page) },
        ...eventFormats(page, facts, settings),
      ],
    );
  if (kind === 'day')
    return rendered(dayFromJson(json), (page) => [{ path, text: renderDayPage(page) }, ...dayFormats(page, settings)]);
  return rendered(frontFromJson(json), (page) => [
    { path, text: renderFrontPage(page) },
    ...frontFormats(page, settings),
  ]);
}

function rendered<Value>(
  read: Result<Value, JsonProblem>,
  render: (value: Value) => FormatFile[],
): Result<FormatFile[], JsonProblem> {
  return read.ok ? { ok: true, value: render(read.value) } : read;
}
