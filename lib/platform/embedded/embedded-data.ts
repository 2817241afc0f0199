import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { inHome, keptSecret, makeHome } from '../environment/home.ts';
import { PASSWORD_FILE, SUPERUSER } from './embedded-addresses.ts';
import { DATA, type Owner, type Programs, serverPlace } from './embedded-place.ts';
import { cannotRun } from './embedded-problem.ts';
import { isAlive } from './leases.ts';

const run = promisify(execFile);

const HALF_MADE = 'postgres-half-made-';

/**
 * Makes the data folder beside its place and moves it there whole: a killed or a second initialisation leaves no half.
 */
export async function initialise(home: string, programs: Programs, owner: Owner): Promise<void> {
  makeHome(home);
  const place = serverPlace(home, owner);
  clearHalfMade(place);
  const data = inHome(place, `${HALF_MADE}${process.pid}`);
  const password = inHome(place, `initdb-password-${process.pid}`);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(password, keptSecret(home, PASSWORD_FILE), { mode: 0o600 });
  if (owner) for (const place of [data, password]) chownSync(place, owner.uid, owner.gid);
  try {
    await run(
      programs.initdb,
      [
        '-D',
        data,
        '-U',
        SUPERUSER,
        '-A',
        'scram-sha-256',
        `--pwfile=${password}`,
        '-E',
        'UTF8',
        '--no-locale',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...owner, cwd: place },
    );
    renameSync(data, inHome(place, DATA));
  } catch (error) {
    if (!existsSync(inHome(home, DATA, 'PG_VERSION'))) throw cannotRun(home, error, owner);
  } finally {
    rmSync(data, { recursive: true, force: true });
    rmSync(password, { force: true });
  }
}

function clearHalfMade(home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith(HALF_MADE) && !isAlive(Number(name.slice(HALF_MADE.length))))
      rmSync(inHome(home, name), { recursive: true, force: true });
  }
}
