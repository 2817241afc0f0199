import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { NewsroomSettings } from '../../kernel/newsroom/newsroom-settings.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { keysOf } from '../../kernel/record.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction, Rollback } from '../../platform/database/transaction.ts';
import { readNewsroomSettings, writeNewsroomSettings } from '../../platform/settings/newsroom-settings.ts';

/**
 * Changes what is the same for everybody, over the version that was read. The fact says what each changed setting was
 * and is.
 */
export async function changeSettings(
  store: Store,
  actor: Actor,
  version: number,
  change: { fourEyes?: boolean | undefined; leastSources?: number | undefined },
): Promise<Result<NewsroomSettings & { version: number }, AppError>> {
  const no = forbidden(actor, 'settings.manage');
  if (no) return fail(no);
  const { version: current, ...before } = await readNewsroomSettings(store);
  if (version !== current) return fail({ code: 'stale-settings' });
  const after: NewsroomSettings = {
    fourEyes: change.fourEyes ?? before.fourEyes,
    leastSources: change.leastSources ?? before.leastSources,
  };
  const changed = differences(before, after);
  if (!Object.keys(changed).length) return ok({ ...after, version });
  try {
    return ok(
      await inTransaction(store, async (tx) => {
        const written = await writeNewsroomSettings(tx, version, after);
        if (!written) throw new Rollback({ code: 'stale-settings' });
        await recordEvents(tx, actor, { type: 'change-settings', payload: changed });
        return { ...after, version: written };
      }),
    );
  } catch (error) {
    if (error instanceof Rollback) return fail(error.error);
    throw error;
  }
}

function differences(before: NewsroomSettings, after: NewsroomSettings): Record<string, string> {
  const keys = keysOf(after);
  return Object.fromEntries(
    keys.filter((key) => before[key] !== after[key]).map((key) => [key, `${before[key]} → ${after[key]}`]),
  );
}
