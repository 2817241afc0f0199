import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PLANTED = path.join(ROOT, 'lib/audit/planted.ts');

const HEAD = `
import { z } from 'zod';
import { entryEvent, otherEvent, changeEvent, NOBODY } from './definition.ts';
import type { AuditEvent } from './events.ts';
import type { EntryId, ProposalId, RevisionId, PersonId } from '../kernel/ids.ts';
declare const of: { entry: EntryId; proposal: ProposalId };
declare const revision: RevisionId;
declare const person: PersonId;
`;

/** The parts of a whole definition of an event of an entry, by their names. */
const PARTS = {
  payload: 'payload: z.object({ revision: z.int() }),',
  name: "name: 'Sing',",
  history: "history: 'sang it',",
  hasText: 'hasText: false,',
  desk: 'desk: null,',
  recipients: 'recipients: NOBODY,',
  topic: 'topic: null,',
};
const without = (left: keyof typeof PARTS) =>
  `entryEvent({ ${Object.entries(PARTS)
    .filter(([part]) => part !== left)
    .map(([, code]) => code)
    .join(' ')} });`;
const whole = Object.values(PARTS).join(' ');

/** What compiles, beside what must not. */
const GOOD = {
  'a whole definition': `entryEvent({ ${whole} });`,
  'one that is not of an entry': `otherEvent({ ${PARTS.payload} ${PARTS.name} ${PARTS.recipients} ${PARTS.topic} });`,
  'an event of an entry': "const e: AuditEvent = { type: 'submit', ...of, payload: { revision } };",
  'an event of an account': "const e: AuditEvent = { type: 'set-role', payload: { person, role: 'admin' } };",
};

const BAD = {
  'an event without details': without('payload'),
  'an event without words on the audit page': without('name'),
  'an event of an entry without words in its history': without('history'),
  'an event of an entry that says nothing of its text': without('hasText'),
  'an event of an entry without words on the desk': without('desk'),
  'an event without recipients': without('recipients'),
  'an event without a topic': without('topic'),
  'a topic that no webhook can ask for': `entryEvent({ ${whole.replace('topic: null', "topic: 'entry.sung'")} });`,
  'a kind of notice that nobody knows':
    'entryEvent({ ' + `${whole.replace('recipients: NOBODY', "recipients: ({ authors }) => [['sung', authors]]")} });`,
  'recipients out of details that are not there':
    'entryEvent({ ' +
    `${whole.replace('recipients: NOBODY', "recipients: (_, { singer }) => [['approved', [singer]]]")} });`,
  'a change without a place of review':
    `changeEvent({ ${PARTS.payload} ${PARTS.name} ${PARTS.recipients} ` + `${PARTS.topic} title: () => null });`,
  'a misspelled event': "const e: AuditEvent = { type: 'submitt', ...of, payload: { revision } };",
  'wrong details': "const e: AuditEvent = { type: 'submit', ...of, payload: { revision: 'seven' } };",
  'details that are left out': "const e: AuditEvent = { type: 'submit', ...of, payload: {} };",
  'details that nobody reads': "const e: AuditEvent = { type: 'submit', ...of, payload: { revision, mood: 'good' } };",
  'the id of something else': "const e: AuditEvent = { type: 'submit', ...of, payload: { revision: person } };",
  'an event of an entry without the entry': "const e: AuditEvent = { type: 'submit', payload: { revision } };",
  'another event with an entry':
    "const e: AuditEvent = { type: 'set-role', ...of, payload: { person, role: 'admin' } };",
};

const names = [...Object.keys(GOOD), ...Object.keys(BAD)];

/** How many errors the compiler finds in each planted piece. */
function errors(): Map<string, number> {
  const lines = [...Object.values(GOOD), ...Object.values(BAD)].map((code) => `{ ${code} }`);
  const above = HEAD.split('\n').length - 1;
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [PLANTED] }, ts.sys, ROOT);
  const host = ts.createCompilerHost({ ...options, incremental: false });
  const { readFile, fileExists } = host;
  host.fileExists = (file) => path.resolve(file) === PLANTED || fileExists(file);
  host.readFile = (file) => (path.resolve(file) === PLANTED ? `${HEAD}${lines.join('\n')}\n` : readFile(file));
  const program = ts.createProgram([PLANTED], { ...options, incremental: false }, host);
  const file = program.getSourceFile(PLANTED);
  const found = new Map(names.map((name) => [name, 0]));
  for (const { start = 0 } of program.getSemanticDiagnostics(file)) {
    const name = names[(file?.getLineAndCharacterOfPosition(start).line ?? 0) - above];
    found.set(name ?? 'the head of the file', (found.get(name ?? '') ?? 0) + 1);
  }
  return found;
}

describe('the compiler holds what is said of audit events', () => {
  const found = errors();

  test('nothing is wrong with the file around the planted pieces', () =>
    expect(found.get('the head of the file')).toBeUndefined());
  test.each(Object.keys(GOOD))('%s compiles', (name) => expect(found.get(name)).toBe(0));
  test.each(Object.keys(BAD))('%s does not', (name) => expect(found.get(name)).toBeGreaterThan(0));
});

/**
 * Ways to write the audit log without saying which event it is. A line break inside a string is in the code as
 * `\n`.
 */
const WRITES =
  /insert\s+into(?:\s|\\n)+"?(?:public"?\.)?"?audit_event|insertInto\(\s*['"`]audit_event|auditEvent\.(?:create|upsert)|mergeInto\(\s*['"`]audit_event|copy\s+"?audit_event/i;
const DOOR = 'lib/audit/store/audit.ts';

describe('the audit log has one door', () => {
  const sources = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: ROOT })
    .filter((file) => !file.startsWith('lib/platform/database/generated/'))
    .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));

  test('every event is recorded by the one function', () => {
    expect(sources.length).toBeGreaterThan(800);
    expect(sources.filter(({ text }) => WRITES.test(text)).map(({ file }) => file)).toEqual([DOOR]);
  });

  test.each([
    "tx.$executeRaw`WITH moved AS (UPDATE proposal SET id = 1) INSERT INTO audit_event (type) VALUES ('sing')`",
    'client.query(\'insert into\\n  "audit_event" (type) values ($1)\')',
    "kysely(tx).insertInto('audit_event').values(row)",
    'tx.auditEvent.createMany({ data })',
  ])('the rule sees %s', (planted) => expect(WRITES.test(planted)).toBe(true));
});
