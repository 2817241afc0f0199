import { z } from 'zod';
import { someLine } from '../../kernel/contract/text.ts';
import type { MailNotices } from '../../kernel/newsroom/mail-times.ts';
import { LONGEST_PASSWORD, password } from './people.ts';

export const MAIL_NOTICES = ['none', 'each', 'daily'] as const satisfies readonly MailNotices[];

const ofOld = z.string().min(1, { error: 'is empty.' }).max(LONGEST_PASSWORD, { error: 'is too long.' });

/** What people change of their own account. */
export const accountChange = z.strictObject({
  name: someLine(120).optional(),
  mailNotices: z.enum(MAIL_NOTICES, { error: `is not one of ${MAIL_NOTICES.join(', ')}.` }).optional(),
});

/** A new password of one's own, with the old one. */
export const ownPasswordChange = z.strictObject({ old: ofOld, password });

/** The same as a form, with the new password typed twice. */
export const ownPasswordForm = ownPasswordChange
  .extend({ repeated: z.string() })
  .refine((fields) => fields.password === fields.repeated, {
    path: ['repeated'],
    error: 'does not match the password.',
  });

/** What weighs enough to ask for the password once more. */
export const passwordOnce = z.strictObject({ password: ofOld });

/** A code of an authenticator app, as people type it: blanks do not count. */
const totpCode = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .refine((text) => /^\d{6}$/.test(text), { error: 'must be a six-digit code.' });

export const codeOnce = z.strictObject({ code: totpCode });

export const sessionInAddress = z.strictObject({ id: z.uuid({ error: 'is not a session.' }) });
