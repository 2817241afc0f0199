import { z } from 'zod';
import { proposalId } from '../../kernel/contract/ids.ts';
import { CHANNELS } from './audit.ts';

const id = z.int();
const text = z.string();
const at = z.iso.datetime();
const named = z.strictObject({ id, name: text });

const finding = z.strictObject({
  about: text,
  state: z.enum(['ok', 'note', 'wrong']),
  says: text,
  remedy: text.optional(),
  unusable: z.literal(true).optional(),
});

/** What the API answers about the audit log, the settings and the health of the installation. */
export const ADMIN_ANSWERS = {
  audit: z.strictObject({
    items: z.array(
      z.strictObject({
        id,
        at,
        actor: named.extend({ email: text }).nullable(),
        channel: z.enum(CHANNELS),
        type: text,
        entry: z.strictObject({ id, title: text }).nullable(),
        proposal: proposalId.nullable(),
        reason: text.nullable(),
        subject: named.nullable().describe('The person that it was done to.'),
        detail: z.record(text, z.unknown()),
      }),
    ),
    next: text.nullable(),
  }),
  auditFile: text.describe('The audit events as a CSV table or as one JSON document per line, newest first.'),
  settings: z.strictObject({ fourEyes: z.boolean(), leastSources: z.int(), version: z.int() }),
  findings: z.strictObject({ ok: z.boolean(), findings: z.array(finding) }),
} as const;
