import { z } from 'zod';
import { isOneOf } from '../../../kernel/one-of.ts';
import { keysOf } from '../../../kernel/record.ts';
import { changesDocument, dayDocument, eventDocument, frontDocument } from './documents.ts';
import { PAGE_XSD } from './page-xsd.ts';

/** A published schema: its media type and its text. */
export type NamedSchema = { type: string; text: string };

const SCHEMAS = {
  'event.json': () => json('event', eventDocument),
  'day.json': () => json('day', dayDocument),
  'front.json': () => json('front', frontDocument),
  'changes.json': () => json('changes', changesDocument),
  'page.xsd': () => ({ type: 'application/xml', text: PAGE_XSD }),
} as const satisfies Record<string, () => NamedSchema>;

/** The names of the published schemas: one for each kind of JSON document, and one for the XML of every page. */
export const SCHEMA_NAMES = keysOf(SCHEMAS);

/** The schema of that name; undefined where there is none. */
export function schemaNamed(name: string): NamedSchema | undefined {
  return isOneOf(SCHEMA_NAMES, name) ? SCHEMAS[name]() : undefined;
}

/** JSON Schema, draft 2020-12. */
function json(name: string, document: z.ZodType): NamedSchema {
  const schema = { $id: `urn:dateline:schema:${name}:1`, ...z.toJSONSchema(document, { io: 'input' }) };
  return { type: 'application/schema+json', text: `${JSON.stringify(schema, null, 2)}\n` };
}
