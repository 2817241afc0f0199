import { z } from 'zod';
import { ROLES, SCOPES } from '../../kernel/permission/role.ts';
import { MAIL_NOTICES } from './account.ts';

const id = z.int();
const text = z.string();
const at = z.iso.datetime();
const role = z.enum(ROLES);
const link = text.describe('The one-time link, shown in this answer and never again.');
const mailed = z.boolean().describe('Whether it was mailed too.');
const recoveryCodes = z.array(text).describe('Each good for one sign-in; shown in this answer and never again.');

const token = z.strictObject({
  id,
  email: text,
  name: text,
  scopes: z.array(z.enum(SCOPES)),
  /** Who made it, where that was somebody else. */
  madeBy: text.nullable(),
  state: z.enum(['live', 'expired', 'revoked']),
  createdAt: at,
  lastUsedAt: at.nullable(),
  expiresAt: at.nullable(),
});

/** What the API answers about people, accounts and tokens. */
export const PEOPLE_ANSWERS = {
  people: z.strictObject({
    items: z.array(
      z.strictObject({
        id,
        name: text,
        email: text,
        role,
        disabledAt: at.nullable(),
        createdAt: at,
        lastSeenAt: at.nullable(),
        secondFactor: z.boolean(),
      }),
    ),
  }),
  invitations: z.strictObject({
    items: z.array(
      z.strictObject({ id, email: text, name: text, role, invitedBy: text, at, expiresAt: at, expired: z.boolean() }),
    ),
  }),
  invitation: z.strictObject({ id, link, mailed, expiresAt: at }),
  invited: z.strictObject({ email: text, name: text, role }),
  resetLink: z.strictObject({ link, mailed, expiresAt: at }),
  resetFor: z.strictObject({ email: text }),
  asked: z.strictObject({ asked: z.literal(true) }),
  account: z.strictObject({
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
  sessions: z.strictObject({
    items: z.array(z.strictObject({ id: z.uuid(), device: text, address: text, at, seenAt: at, current: z.boolean() })),
  }),
  ended: z.strictObject({ ended: z.int() }),
  sharedSecret: z.strictObject({ secret: text, address: text.describe('What the QR code holds.') }),
  recoveryCodes: z.strictObject({ recoveryCodes }),
  tokens: z.strictObject({ items: z.array(token) }),
  newToken: z.strictObject({
    id,
    secret: text.describe('The token, shown in this answer and never again.'),
    scopes: token.shape.scopes,
    expiresAt: at.nullable(),
  }),
} as const;
