import type { Logger } from 'pino';
import { DATABASE_FAULTS } from '../../kernel/database-fault.ts';
import type { OutageLog } from './outage.ts';

/**
 * One line when the database stops serving, with its own reason, and one when it is back; what took too long is told
 * each time.
 */
export function outageLog(log: Pick<Logger, 'error' | 'warn' | 'info'>): OutageLog {
  return {
    gone: ({ kind, ...said }) => log.error({ outage: kind, ...said }, DATABASE_FAULTS[kind].says),
    slow: (said) => log.warn(said, DATABASE_FAULTS.slow.says),
    back: (seconds) => log.info({ outage: 'over', seconds }, 'The database is responding again.'),
  };
}
