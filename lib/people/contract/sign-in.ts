import { z } from 'zod';
import { someLine } from '../../kernel/contract/text.ts';
import { email, LONGEST_PASSWORD, password } from './people.ts';

/**
 * What somebody types to sign in. The password's length is not checked against the rule for new ones, which would tell
 * something about old ones.
 */
export const credentials = z.strictObject({
  email,
  password: z.string().min(1, { error: 'is empty.' }).max(LONGEST_PASSWORD, { error: 'is too long.' }),
  /** Of an authenticator app or a recovery code; asked for once the password was right. */
  code: z.string().max(40, { error: 'is too long.' }).optional(),
});

export type CredentialFields = z.input<typeof credentials>;

/** The second step as a form: the code alone, which is asked for by then. */
export const codeForm = z.strictObject({
  code: credentials.shape.code.unwrap().refine((text) => text.trim() !== '', { error: 'is empty.' }),
});

export type CodeFields = z.input<typeof codeForm>;

/** The first admin, with the key of the one-time link. */
export const firstAdmin = z.strictObject({
  key: z.string().max(200),
  name: someLine(120),
  email,
  password,
  sample: z.boolean(),
});

/** The setup form: the same with the password typed twice, without the key that is in the address. */
export const setupForm = firstAdmin
  .omit({ key: true })
  .extend({ repeated: z.string() })
  .refine((fields) => fields.password === fields.repeated, {
    path: ['repeated'],
    error: 'does not match the password.',
  });

export type SetupFields = z.input<typeof setupForm>;
