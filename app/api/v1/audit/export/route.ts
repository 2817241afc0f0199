import { everyAuditEvent } from '#lib/admin/audit/audit.ts';
import { AUDIT_FILES } from '#lib/admin/audit/audit-files.ts';
import { ROUTES } from '#lib/api/routes.ts';
import { door } from '../../door.ts';
import { PRIVATE } from '../../problem.ts';

/** The file is made as it is read: a batch of audit events at a time. */
export const GET = door(ROUTES.exportAudit, async ({ store, query: { format, ...filter } }) => {
  const { type, head, lines } = AUDIT_FILES[format];
  const facts = everyAuditEvent(store, filter);
  const encoder = new TextEncoder();
  const file = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(head)),
      async pull(controller) {
        const { done, value } = await facts.next();
        return done ? controller.close() : controller.enqueue(encoder.encode(lines(value)));
      },
      cancel: async () => void (await facts.return(undefined)),
    },
    { highWaterMark: 1 },
  );
  return new Response(file, {
    headers: {
      ...PRIVATE,
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="audit-log.${format}"`,
    },
  });
});
