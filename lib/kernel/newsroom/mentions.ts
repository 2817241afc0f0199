import { type PersonId, toId } from '../ids.ts';

/** A person is called by id, `@[12]`: names change, and two people may share one. */
const MENTION = /@\[([1-9]\d{0,9})\]/g;
const LARGEST_ID = 2_147_483_647;

/** Whom a text calls, each once, in the order of their first call. */
export function mentionsIn(text: string): PersonId[] {
  const ids = [...text.matchAll(MENTION)].map((match) => Number(match[1])).filter((id) => id <= LARGEST_ID);
  return [...new Set(ids)].map(toId<PersonId>);
}

/** A text in the parts that people read: plain ones, and the people that it calls. */
export function partsOf(text: string): (string | { person: PersonId })[] {
  const parts: (string | { person: PersonId })[] = [];
  let at = 0;
  for (const match of text.matchAll(MENTION)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push({ person: toId<PersonId>(Number(match[1])) });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/**
 * What somebody typed, with the names that they chose from a list turned into ids: `@Rita` becomes `@[12]`. The longest
 * name counts.
 */
export function withIds(typed: string, chosen: ReadonlyMap<string, PersonId>): string {
  const names = [...chosen.keys()].sort((a, b) => b.length - a.length);
  let text = '';
  for (let at = 0; at < typed.length; ) {
    const name = typed[at] === '@' ? names.find((one) => typed.startsWith(one, at + 1)) : undefined;
    text += name === undefined ? typed[at] : `@[${chosen.get(name)}]`;
    at += name === undefined ? 1 : name.length + 1;
  }
  return text;
}
