import { z } from 'zod';

const tab = z
  .string()
  .regex(/^[A-Za-z0-9-]{8,64}$/, { error: 'is not a valid tab name: use 8 to 64 letters, digits or hyphens.' });

/** A tab that has an entry open says so, and whether somebody writes there; or that it leaves. */
export const presence = z.union([
  z.strictObject({ tab, writes: z.boolean() }),
  z.strictObject({ tab, leaves: z.literal(true) }),
]);
