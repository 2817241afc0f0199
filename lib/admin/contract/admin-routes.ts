import type { Rows } from '../../kernel/contract/route-row.ts';
import { ADMIN_ANSWERS } from './admin-answers.ts';
import { auditExport, auditSearch } from './audit.ts';
import { settingsChange } from './settings.ts';

/** The rows of the audit log, of the settings of the newsroom, and of the health of the installation. */
export const ADMIN_ROUTES = {
  searchAudit: {
    verb: 'audit.read',
    summary: 'Search the audit log, newest first',
    query: auditSearch,
    status: 200,
    answer: ADMIN_ANSWERS.audit,
  },
  exportAudit: {
    verb: 'audit.read',
    summary: 'Everything that a search of the audit log finds, as a file',
    query: auditExport,
    status: 200,
    answer: ADMIN_ANSWERS.auditFile,
    answerType: 'text/csv',
  },
  readSettings: {
    verb: 'account.own',
    status: 200,
    summary: 'What is the same for everybody',
    answer: ADMIN_ANSWERS.settings,
  },
  changeSettings: {
    verb: 'settings.manage',
    summary: 'Change what is the same for everybody',
    ifMatch: 'settings',
    body: settingsChange,
    status: 200,
    answer: ADMIN_ANSWERS.settings,
  },
  examine: {
    verb: 'settings.manage',
    summary: 'What is configured, reachable and wrong, and how to mend it',
    status: 200,
    answer: ADMIN_ANSWERS.findings,
  },
} as const satisfies Rows;
