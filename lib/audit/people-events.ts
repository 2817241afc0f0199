import { z } from 'zod';
import type { NoticeKind, NoticeReasons } from '../kernel/newsroom/recipients.ts';
import { NOBODY, otherEvent } from './definition.ts';
import { number, personId, text } from './payload-parts.ts';

const account = z.object({ person: personId });
const withRole = z.object({ person: personId, email: text, role: text });
const cameIn = z.object({ ...withRole.shape, by: text.optional(), subject: text.optional() });
const invitation = z.object({ invitation: number, email: text });
const keptOut = z.object({ person: personId.optional(), address: text.optional(), why: text, times: number });

/** Whoever has the account is notified. */
function owner(kind: NoticeKind) {
  return (_: unknown, { person }: z.output<typeof account>): NoticeReasons => [[kind, [person]]];
}

/** What is done to accounts, and who was kept out. */
export const PEOPLE_EVENTS = {
  'make-first-admin': otherEvent({
    payload: z.object({ person: personId, email: text }),
    name: 'Create first admin',
    recipients: NOBODY,
    topic: null,
  }),
  'add-person': otherEvent({
    payload: withRole,
    name: 'Add person',
    recipients: NOBODY,
    topic: null,
  }),
  'set-role': otherEvent({
    payload: z.object({ person: personId, role: text, by: text.optional() }),
    name: 'Set role',
    recipients: owner('access-changed'),
    topic: null,
  }),
  'disable-person': otherEvent({
    payload: account,
    name: 'Disable person',
    recipients: NOBODY,
    topic: null,
  }),
  'enable-person': otherEvent({
    payload: account,
    name: 'Enable person',
    recipients: owner('access-changed'),
    topic: null,
  }),
  'set-password': otherEvent({
    payload: account,
    name: 'Set password',
    recipients: owner('password-set'),
    topic: null,
  }),
  'change-password': otherEvent({
    payload: account,
    name: 'Change password',
    recipients: owner('own-access-changed'),
    topic: null,
  }),
  'ask-reset': otherEvent({
    payload: account,
    name: 'Request password reset',
    recipients: NOBODY,
    topic: null,
  }),
  'make-reset-link': otherEvent({
    payload: account,
    name: 'Create reset link',
    recipients: owner('reset-link-made'),
    topic: null,
  }),
  'reset-password': otherEvent({
    payload: account,
    name: 'Reset password',
    recipients: owner('own-access-changed'),
    topic: null,
  }),
  'enable-totp': otherEvent({
    payload: account,
    name: 'Turn on second factor',
    recipients: owner('own-access-changed'),
    topic: null,
  }),
  'disable-totp': otherEvent({
    payload: account,
    name: 'Remove second factor',
    recipients: ({ actor }, { person }) => [[actor === person ? 'own-access-changed' : 'access-changed', [person]]],
    topic: null,
  }),
  'renew-recovery-codes': otherEvent({
    payload: account,
    name: 'Renew recovery codes',
    recipients: NOBODY,
    topic: null,
  }),
  'change-account': otherEvent({
    payload: z.object({ person: personId, name: text.optional(), mailNotices: text.optional() }),
    name: 'Change account',
    recipients: NOBODY,
    topic: null,
  }),
  'sign-in': otherEvent({
    payload: z.object({ person: personId, by: text, device: text, address: text }),
    name: 'Sign in',
    recipients: NOBODY,
    topic: null,
  }),
  'end-session': otherEvent({
    payload: z.object({ person: personId, session: text.optional(), sessions: text.optional() }),
    name: 'End session',
    recipients: NOBODY,
    topic: null,
  }),
  'create-token': otherEvent({
    payload: z.object({ person: personId, token: text, scopes: text, expires: text.optional() }),
    name: 'Create token',
    recipients: owner('token-made'),
    topic: null,
  }),
  'revoke-token': otherEvent({
    payload: z.object({ person: personId, token: text }),
    name: 'Revoke token',
    recipients: NOBODY,
    topic: null,
  }),
  invite: otherEvent({
    payload: z.object({ ...invitation.shape, role: text }),
    name: 'Invite',
    recipients: NOBODY,
    topic: null,
  }),
  'renew-invitation': otherEvent({
    payload: invitation,
    name: 'Renew invitation',
    recipients: NOBODY,
    topic: null,
  }),
  'revoke-invitation': otherEvent({
    payload: invitation,
    name: 'Revoke invitation',
    recipients: NOBODY,
    topic: null,
  }),
  'accept-invitation': otherEvent({
    payload: cameIn,
    name: 'Accept invitation',
    recipients: NOBODY,
    topic: null,
  }),
  'join-by-role': otherEvent({
    payload: cameIn,
    name: 'Join by role',
    recipients: NOBODY,
    topic: null,
  }),
  'sign-in-failed': otherEvent({
    payload: keptOut,
    name: 'Sign in failed',
    recipients: NOBODY,
    topic: null,
  }),
  'sign-in-throttled': otherEvent({
    payload: keptOut,
    name: 'Sign in throttled',
    recipients: NOBODY,
    topic: null,
  }),
  'outside-refused': otherEvent({
    payload: keptOut,
    name: 'Outside sign-in refused',
    recipients: NOBODY,
    topic: null,
  }),
  'permission-refused': otherEvent({
    payload: keptOut,
    name: 'Permission refused',
    recipients: NOBODY,
    topic: null,
  }),
};
