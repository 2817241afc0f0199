import { statfsSync } from 'node:fs';
import path from 'node:path';
import { fieldOf } from '../../kernel/record.ts';
import { inHome } from '../environment/home.ts';
import { Missing } from '../environment/missing.ts';
import { LOG, type Owner, othersMayEnter, serverPlace } from './embedded-place.ts';

const SEGMENT_BYTES = 16 * 1024 * 1024;

/** Why the server could not be made or started, and what to do. */
export function cannotRun(home: string, error: unknown, owner: Owner): Missing {
  const said = String(fieldOf(error, 'stderr') || error).trim();
  const place = path.resolve(serverPlace(home, owner));
  if (isFull(place))
    return new Missing(
      `The embedded PostgreSQL cannot start: there is no space left on the disk: ${place}. (${said})`,
      'Free up space there, then start again.',
    );
  const hint =
    owner && !othersMayEnter(place)
      ? `As root, PostgreSQL runs as the system user "postgres", who cannot enter ${place}: move it to a place ` +
        'that other users may enter, run as an ordinary user, or set DATABASE_URL.'
      : `Read ${inHome(home, LOG)}, or set DATABASE_URL to another server.`;
  return new Missing(`The embedded PostgreSQL cannot start: ${said}`, hint);
}

/** Whether there is no room on its disk for one more segment of the log that PostgreSQL writes ahead. */
function isFull(place: string): boolean {
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize < SEGMENT_BYTES;
}
