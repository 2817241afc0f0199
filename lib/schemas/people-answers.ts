import { z } from 'zod';
import { ROLES, SCOPES } from '../domain/permission/role.ts';
import { MAIL_NOTICES } from './account.ts';
import { CHANNELS } from './audit.ts';

const id = z.int();
const text = z.string();
const at = z.iso.datetime();
const role = z.enum(ROLES as ['editor', ...string[]]);
const named = z.object({ id, name: text });
const link = text.describe('The one-time link, shown in this answer and never again.');
const mailed = z.boolean().describe('Whether it was mailed too.');
const recoveryCodes = z.array(text).describe('Each good for one sign-in; shown in this answer and never again.');

const token = z.object({
  id,
  email: text,
  name: text,
  scopes: z.array(z.enum(SCOPES as ['review', ...string[]])),
  state: z.enum(['live', 'expired', 'revoked']),
  createdAt: at,
  lastUsedAt: at.nullable(),
  expiresAt: at.nullable(),
});

const finding = z.object({ about: text, state: z.enum(['ok', 'note', 'wrong']), says: text, remedy: text.optional() });

/** What the API answers about people, accounts, tokens, the audit log and settings. */
export const PEOPLE_ANSWERS = {
  people: z.object({
    items: z.array(z.object({ id, name: text, email: text, role, disabledAt: at.nullable(), createdAt: at, lastSeenAt: at.nullable(), secondFactor: z.boolean() })),
  }),
  invitations: z.object({ items: z.array(z.object({ id, email: text, name: text, role, invitedBy: text, at, expiresAt: at, expired: z.boolean() })) }),
  invitation: z.object({ id, link, mailed, expiresAt: at }),
  invited: z.object({ email: text, name: text, role }),
  resetLink: z.object({ link, mailed, expiresAt: at }),
  resetFor: z.object({ email: text }),
  asked: z.object({ asked: z.literal(true) }),
  account: z.object({
    id,
    name: text,
    email: text,
    role,
    mailNotices: z.enum(MAIL_NOTICES),
    hasPassword: z.boolean(),
    secondFactorSince: at.nullable(),
    recoveryCodes: z.int().describe('How many were not used.'),
    outside: z.array(text).describe('The services outside that this person signed in through.'),
  }),
  sessions: z.object({ items: z.array(z.object({ id: z.uuid(), device: text, address: text, at, seenAt: at, current: z.boolean() })) }),
  ended: z.object({ ended: z.int() }),
  sharedSecret: z.object({ secret: text, address: text.describe('What the QR code holds.') }),
  recoveryCodes: z.object({ recoveryCodes }),
  tokens: z.object({ items: z.array(token) }),
  newToken: z.object({ id, secret: text.describe('The token, shown in this answer and never again.'), scopes: token.shape.scopes, expiresAt: at.nullable() }),
  audit: z.object({
    items: z.array(
      z.object({
        id,
        at,
        actor: named.extend({ email: text }).nullable(),
        channel: z.enum(CHANNELS),
        verb: text,
        event: z.object({ id, title: text }).nullable(),
        proposal: id.nullable(),
        reason: text.nullable(),
        subject: named.nullable().describe('The person that it was done to.'),
        detail: z.record(text, z.unknown()),
      }),
    ),
    next: text.nullable(),
  }),
  auditFile: text.describe('The facts as a CSV table or as one JSON document a line, newest first.'),
  settings: z.object({ fourEyes: z.boolean(), leastSources: z.int(), version: z.int() }),
  findings: z.object({ ok: z.boolean(), findings: z.array(finding) }),
} as const;
