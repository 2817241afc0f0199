import { openStore, type Store } from '../platform/database/database.ts';
import { joinEmbedded } from '../platform/embedded/server-use.ts';
import { onDisk } from '../platform/environment/disk-fault.ts';
import { bringUpToDate, requireCurrent, setUpIfEmpty } from '../platform/migrations/migration-state.ts';
import { checkedEnvironment } from './checked-environment.ts';
import { STATUS } from './exit-status.ts';

/** The database that commands work on, whether it is the embedded one, and how to leave it as it was found. */
export type OpenedStore = { url: string; own: boolean; leave(): Promise<void> };

/** DATABASE_URL, or the embedded server, started where it does not run. */
export async function reachDatabase(): Promise<OpenedStore> {
  const { databaseUrl, home } = checkedEnvironment();
  if (databaseUrl) return { url: databaseUrl, own: false, leave: async () => undefined };
  return { ...(await onDisk(home, () => joinEmbedded(home))), own: true };
}

/**
 * Runs a command's work on the open archive and returns its exit status. The embedded server is
 * started where it does not run and left as it was found, also on Ctrl-C. The database has to be of this very version,
 * unless the command
 * `migrates`; an embedded one that is still empty is set up.
 */
export async function withStore(work: (store: Store) => Promise<number>, { migrates = false } = {}): Promise<number> {
  const reached = await reachDatabase();
  let store: Store | undefined;
  let leaving: Promise<void> | undefined;
  const leave = () => {
    leaving ??= (async () => {
      await store?.close().catch(() => undefined);
      await reached.leave();
    })();
    return leaving;
  };
  const interrupted = (signal: NodeJS.Signals) =>
    void leave().finally(() => process.exit(signal === 'SIGINT' ? STATUS.interrupted : 143));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted).once('SIGHUP', interrupted);
  try {
    if (migrates) await bringUpToDate(reached.url);
    else if (reached.own) await setUpIfEmpty(reached.url);
    else await requireCurrent(reached.url);
    store = openStore(reached.url);
    return await work(store);
  } finally {
    await leave();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted).off('SIGHUP', interrupted);
  }
}
