import type { Store } from '../../platform/database/database.ts';
import { isUnavailable } from '../../platform/outage/unavailable.ts';
import { workOf } from '../../runs/store/work-state.ts';
import type { HealthFinding } from './finding.ts';

const WORKER_SILENT_MINUTES = 3;
const WAITS_LONG_MINUTES = 10;

/** How the worker does, what waits for it, and what it exported last. */
export async function workFindings(store: Store): Promise<HealthFinding[]> {
  try {
    const { workerSeconds, waiting, oldestSeconds, failed, lastExport } = await workOf(store);
    const silent = workerSeconds === null || workerSeconds > WORKER_SILENT_MINUTES * 60;
    const late = oldestSeconds > WAITS_LONG_MINUTES * 60;
    return [
      silent
        ? {
            about: 'Worker',
            state: 'wrong',
            says: workerSeconds === null ? 'never ran.' : `was last heard ${minutes(workerSeconds)} ago.`,
            remedy: 'Restart with npm start, which runs it with the app.',
          }
        : { about: 'Worker', state: 'ok', says: `heard ${Math.round(workerSeconds)} seconds ago` },
      {
        about: 'Queue',
        state: late ? 'wrong' : failed ? 'note' : 'ok',
        says:
          `${waiting} waiting${waiting ? `, the oldest for ${minutes(oldestSeconds)}` : ''}; ${failed} given ` +
          'up within a week',
        ...(late ? { remedy: 'Check that the worker is running, and read its log.' } : {}),
      },
      lastExport
        ? {
            about: 'Last export',
            state: lastExport.problem ? 'note' : 'ok',
            says:
              `${lastExport.at.toISOString().slice(0, 16).replace('T', ' ')} ` +
              `UTC${lastExport.problem ? `, failed: ${lastExport.problem}` : ''}`,
          }
        : { about: 'Last export', state: 'note', says: 'nothing was exported yet' },
    ];
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return [{ about: 'Worker', state: 'note', says: 'is unknown while the database isn’t responding' }];
  }
}

function minutes(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds / 60));
  return `${whole} ${whole === 1 ? 'minute' : 'minutes'}`;
}
