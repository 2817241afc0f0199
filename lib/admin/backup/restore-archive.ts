import type { Result } from '../../kernel/result.ts';
import { endHeld } from '../../people/store/ways-in.ts';
import type { BackupProblem, BackupReport } from '../../platform/backup/backup.ts';
import { restoreFrom } from '../../platform/backup/restore.ts';
import type { Store } from '../../platform/database/database.ts';

/**
 * Restores a backup into an empty archive. Everybody signs in again: sessions, tokens and links of the backup are over,
 * because whatever was ended since it was made must not live again.
 */
export function restoreArchive(store: Store, file: string): Promise<Result<BackupReport, BackupProblem>> {
  return restoreFrom(store, file, (client) => endHeld(client, 'everybody', 'restored'));
}
