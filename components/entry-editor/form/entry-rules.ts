import { toNestErrors } from '@hookform/resolvers';
import { zodResolver } from '@hookform/resolvers/zod';
import type { Resolver, ResolverResult } from 'react-hook-form';
import { type EntryFields, entryFields } from '#lib/editorial/entries/contract/entry.ts';
import { isOneOf } from '#lib/kernel/one-of.ts';
import { keysOf } from '#lib/kernel/record.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import { nextText } from '#lib/layout/checked-text.ts';
import type { EntryOutput, TextBefore } from './entry-output.ts';

const bySchema = zodResolver(entryFields);

/** Checks a form by the schema and the rules that the server uses, as the form wants to be told. */
export async function checkEntry(
  { text }: TextBefore,
  ...asked: Parameters<Resolver<EntryFields, unknown, EntryOutput>>
): Promise<ResolverResult<EntryFields, EntryOutput>> {
  const found = await bySchema(...asked);
  if (Object.keys(found.errors).length) return found;
  const revised = nextText(text, found.values as EntryOutput);
  if (revised.ok) return found;
  const problems = Object.fromEntries(revised.error.map(({ field, message }) => [field, { type: 'rule', message }]));
  return { values: {}, errors: toNestErrors(problems, asked[2]) };
}

/** What can be saved of a form as it is, or what it still lacks, in a sentence. */
type ReadyText = { output: EntryOutput } | { lacks: string };

/**
 * Whether a half-written form can be saved: by the rules of a save, save that a source row without a word in it does
 * not count yet.
 */
export function readyText(fields: EntryFields, before: TextBefore): ReadyText {
  const rows = fields.sources.flatMap((source, row) => (source.name.trim() || source.url.trim() ? [row] : []));
  const read = entryFields.safeParse({ ...fields, sources: rows.map((row) => fields.sources[row]) });
  if (!read.success) {
    const { path = [], message = '' } = read.error.issues[0] ?? {};
    return { lacks: lackAt(path, rows, message) };
  }
  const text = nextText(before.text, read.data);
  if (text.ok) return { output: read.data };
  const [problem] = text.error;
  return { lacks: lackAt(problem?.field.split('.') ?? [], rows, problem?.message ?? '') };
}

/** `rows` are the positions in the form of the sources that count. */
function lackAt([field, at, part]: readonly PropertyKey[], rows: readonly number[], message: string): string {
  return field === 'sources' && at !== undefined
    ? sourceLack((rows[Number(at)] ?? Number(at)) + 1, part, message)
    : lack(field, message);
}

function lack(field: PropertyKey | undefined, message: string): string {
  return `${isOneOf(keysOf(FIELD_NAMES), field) ? FIELD_NAMES[field] : String(field)} ${message}`;
}

function sourceLack(row: number, part: PropertyKey | undefined, message: string): string {
  return `${part === 'name' ? 'The publisher' : 'The address'} of source ${row} ${message}`;
}
