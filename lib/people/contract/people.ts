import { z } from 'zod';
import { day, line, someLine } from '../../kernel/contract/text.ts';
import { ROLES, SCOPES } from '../../kernel/permission/role.ts';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 200;

/** An e-mail address, in the one spelling that identifies a person: lower case. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, { error: 'is longer than 254 characters.' })
  .pipe(z.email({ error: 'must be a valid email address.' }));

/** A new password: any characters, never trimmed. */
export const password = z
  .string()
  .min(SHORTEST_PASSWORD, { error: `is shorter than ${SHORTEST_PASSWORD} characters. A few words make a good one.` })
  .max(LONGEST_PASSWORD, { error: `is longer than ${LONGEST_PASSWORD} characters.` })
  .refine((text) => text.isWellFormed() && !text.includes('\0'), {
    error: 'contains a broken character. Type it again.',
  });

const role = z.enum(ROLES, { error: `is not a role. Choose one of ${ROLES.join(', ')}.` });

export const newPerson = z.strictObject({ name: someLine(120), email, role, password });

/** What the form for a new person holds. */
export type NewPersonFields = z.input<typeof newPerson>;

export const roleChange = z.strictObject({ role });
export const passwordChange = z.strictObject({ password });

export const newToken = z.strictObject({
  email,
  scopes: z
    .array(z.enum(SCOPES, { error: `is not a scope. Choose from ${SCOPES.join(', ')}.` }))
    .min(1, { error: 'needs at least one scope.' }),
  name: someLine(120).optional(),
  /** The last day that it works on, as UTC counts days. */
  expires: day.optional(),
});

/** Somebody to invite; the name is theirs to change. */
export const newInvitation = z.strictObject({ email, role, name: line(120).optional() });

/** What the form for an invitation holds. */
export type InvitationFields = z.input<typeof newInvitation>;

/** The secret of a one-time link. One of another shape is as unknown as any other. */
const secret = z.string().max(200, { error: 'is too long.' });

export const linkSecret = z.strictObject({ secret });
export const acceptance = z.strictObject({ secret, name: someLine(120), password });
export const resetAsked = z.strictObject({ email });
export const resetUsed = z.strictObject({ secret, password });

const repeated = z.string();
const isRepeated = (fields: { password: string; repeated: string }) => fields.password === fields.repeated;
const NOT_REPEATED = { path: ['repeated'], error: 'does not match the password.' };

/** The same as forms: the secret is in the address, and the password is typed twice. */
export const acceptanceForm = acceptance.omit({ secret: true }).extend({ repeated }).refine(isRepeated, NOT_REPEATED);
export const resetForm = resetUsed.omit({ secret: true }).extend({ repeated }).refine(isRepeated, NOT_REPEATED);
