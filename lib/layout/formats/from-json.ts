import { parsed } from '../../kernel/contract/parsed.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { DayPage } from '../day-page.ts';
import type { EventPage } from '../event-page.ts';
import type { FrontPage } from '../front-page.ts';
import { dayPath, eventPath, linkTo } from '../paths.ts';
import { FRONT_PATH } from './front-path.ts';
import type { PageFacts } from './page-facts.ts';
import { dayDocument, eventDocument, frontDocument } from './schemas/documents.ts';

/** Why a text is not the JSON of a page, as a sentence. */
export type JsonProblem = { reason: string };

/**
 * The page and facts of an event's .json, from which every other format can be rendered again. Takes any text; never
 * throws.
 */
export function eventFromJson(text: string): Result<{ page: EventPage; facts: PageFacts }, JsonProblem> {
  const read = documentOf(text, eventDocument);
  if (!read.ok) return read;
  const { type: _type, version: _version, path, topic, headline, contexts, published, updated, ...page } = read.value;
  const wrong = pathProblem(path, eventPath(page.day, page.slug));
  return wrong ? fail(wrong) : ok({ page, facts: { topic, headline, contexts, published, updated } });
}

/** The page of a day's .json. Takes any text; never throws. */
export function dayFromJson(text: string): Result<DayPage, JsonProblem> {
  const read = documentOf(text, dayDocument);
  if (!read.ok) return read;
  const { type: _type, version: _version, path, ...page } = read.value;
  const wrong = pathProblem(path, dayPath(page.day));
  return wrong ? fail(wrong) : ok(page);
}

/** The front page of its .json. Takes any text; never throws. */
export function frontFromJson(text: string): Result<FrontPage, JsonProblem> {
  const read = documentOf(text, frontDocument);
  if (!read.ok) return read;
  const { type: _type, version: _version, path, ...page } = read.value;
  const wrong = pathProblem(path, FRONT_PATH);
  return wrong ? fail(wrong) : ok(page);
}

/** What a schema needs to have here. */
type Schema<Value> = {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: Value }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
};

function documentOf<Value>(text: string, schema: Schema<Value>): Result<Value, JsonProblem> {
  const value = jsonOf(text);
  if (value === undefined) return fail({ reason: 'The file is not JSON.' });
  const read = parsed(schema, value);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  return fail({
    reason:
      `“${issue?.path.map(String).join('.') || 'The document'}” does not follow the schema: ` +
      `${issue?.message ?? 'it has another form'}.`,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathProblem(path: string, expected: string): JsonProblem | undefined {
  return path === linkTo(expected)
    ? undefined
    : { reason: `“path” is ${path}, but the page of this day and slug is ${linkTo(expected)}.` };
}
