import type { ChangeAuthors, Committer, NamedChange } from '../../editorial/entries/store/change-authors.ts';

/** A commit's author and its message. */
export type AuthoredMessage = { author: Committer; message: string };

/** Whoever makes the commits, and their author where nobody changed anything. */
export const DATELINE: Committer = { name: 'Dateline', email: 'dateline@localhost' };

const LONGEST_SUBJECT = 100;
const SAYABLE = /[^\s.,:;<>"\\']/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a commit is lines of text
const UNSAYABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029<>]+/g;

/**
 * The words of a commit: what was published, by whom and who approved it. `asOf` is an instant where the tree shows an
 * earlier state.
 */
export function commitOf(done: ChangeAuthors, asOf: string | null): AuthoredMessage {
  const authors = unique(done.authors);
  const author = authors.at(-1) ?? DATELINE;
  const trailers = [
    ...authors.slice(0, -1).map((person) => `Co-authored-by: ${shown(person)}`),
    ...unique(done.approvers).map((person) => `Reviewed-by: ${shown(person)}`),
  ];
  const paragraphs = [subjectOf(done, asOf), bodyOf(done), trailers.join('\n')].filter((paragraph) => paragraph !== '');
  return { author, message: `${paragraphs.join('\n\n')}\n` };
}

function subjectOf({ changes, counts }: ChangeAuthors, asOf: string | null): string {
  if (asOf !== null) return `Show the archive as of ${asOf}`;
  const written = counts.published + counts.updated;
  const what = [
    written ? `publish ${numbered(written, 'entry', 'entries')}` : '',
    counts.withdrawn ? `withdraw ${written ? counts.withdrawn : numbered(counts.withdrawn, 'entry', 'entries')}` : '',
  ].filter(Boolean);
  const entries = changes.filter(isEntry);
  if (what.length) return cut(`${capital(what.join(', '))}: ${entries.map(({ title }) => oneLine(title)).join('; ')}`);
  if (counts.day) return cut(`Reorder ${numbered(counts.day, 'day', 'days')}`);
  return counts.prose ? `Publish ${numbered(counts.prose, 'page', 'pages')} of free prose` : 'Rewrite the archive';
}

function bodyOf({ changes, counts }: ChangeAuthors): string {
  const all = counts.published + counts.updated + counts.withdrawn + counts.day + counts.prose;
  const lines = changes.map(
    (change) =>
      `- ${VERBS[change.kind]} ` +
      `${isEntry(change) ? `${oneLine(change.title)} (${oneLine(change.path)})` : oneLine(change.path)}`,
  );
  return [...lines, ...(all > changes.length ? [`- … and ${all - changes.length} more before them`] : [])].join('\n');
}

const VERBS: Readonly<Record<NamedChange['kind'], string>> = {
  published: 'New:',
  updated: 'Updated:',
  withdrawn: 'Withdrawn:',
  day: 'Order of',
  prose: 'Prose:',
};

function isEntry({ kind }: NamedChange): boolean {
  return kind !== 'day' && kind !== 'prose';
}

function numbered(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function cut(subject: string): string {
  const letters = [...subject];
  return letters.length > LONGEST_SUBJECT
    ? `${letters
        .slice(0, LONGEST_SUBJECT - 1)
        .join('')
        .trimEnd()}…`
    : subject;
}

/** People as git takes them, each address once, the last name of it. */
function unique(people: readonly Committer[]): Committer[] {
  const byEmail = new Map<string, Committer>();
  for (const person of people.map(asCommitter)) {
    byEmail.delete(person.email);
    byEmail.set(person.email, person);
  }
  return [...byEmail.values()];
}

/** Git takes no name or address of signs alone, and none with angle brackets or line ends. */
function asCommitter({ name, email }: Committer): Committer {
  const [plainName, plainEmail] = [oneLine(name), oneLine(email)];
  return {
    name: SAYABLE.test(plainName) ? plainName : DATELINE.name,
    email: SAYABLE.test(plainEmail) ? plainEmail : DATELINE.email,
  };
}

function shown({ name, email }: Committer): string {
  return `${name} <${email}>`;
}

function oneLine(text: string): string {
  return text.toWellFormed().replace(UNSAYABLE, ' ').trim();
}
