import { z } from 'zod';
import type { Role } from '../domain/permission/role.ts';
import { ROLES, SCOPES } from '../domain/permission/role.ts';
import { someLine } from './text.ts';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** An e-mail address, in the one spelling that identifies a person: lower case. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, { error: 'is longer than 254 characters.' })
  .pipe(z.email({ error: 'is not an e-mail address.' }));

/** A new password: any characters, never trimmed. */
export const password = z
  .string()
  .min(SHORTEST_PASSWORD, { error: `is shorter than ${SHORTEST_PASSWORD} characters. A few words make a good one.` })
  .max(LONGEST_PASSWORD, { error: `is longer than ${LONGEST_PASSWORD} characters.` })
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'holds a broken character. Type it again.' });

const role = z.enum(ROLES as [Role, ...Role[]], { error: `is not a role. Choose one of ${ROLES.join(', ')}.` });

export const newPerson = z.strictObject({ name: someLine(120), email, role, password });

/** What the form for a new person holds. */
export type NewPersonFields = z.input<typeof newPerson>;

export const roleChange = z.strictObject({ role });
export const passwordChange = z.strictObject({ password });

export const newToken = z.strictObject({
  email,
  scopes: z.array(z.enum(SCOPES as [string, ...string[]], { error: `is not a scope. Choose from ${SCOPES.join(', ')}.` })).min(1, { error: 'names no scope.' }),
  name: someLine(120).optional(),
});
