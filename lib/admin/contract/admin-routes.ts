import type { RouteRows } from '../../kernel/contract/route-row.ts';
import { ADMIN_ANSWERS } from './admin-answers.ts';
import { auditExport, auditSearch } from './audit.ts';
import { settingsChange } from './settings.ts';

/** The rows of the audit log, of the settings of the newsroom, and of the health of the installation. */
export const ADMIN_ROUTES = {
  searchAudit: {
    permission: 'audit.read',
    summary: 'Search the audit log, newest first',
    query: auditSearch,
    status: 200,
    answer: ADMIN_ANSWERS.audit,
  },
  exportAudit: {
    permission: 'audit.read',
    summary: 'Download all results of an audit log search as a file',
    query: auditExport,
    status: 200,
    answer: ADMIN_ANSWERS.auditFile,
    answerType: 'text/csv',
  },
  readSettings: {
    permission: 'account.own',
    status: 200,
    summary: 'Read the newsroom settings',
    answer: ADMIN_ANSWERS.settings,
  },
  changeSettings: {
    permission: 'settings.manage',
    summary: 'Change the newsroom settings',
    ifMatch: 'settings',
    body: settingsChange,
    status: 200,
    answer: ADMIN_ANSWERS.settings,
  },
  examine: {
    permission: 'settings.manage',
    summary: 'Check what is configured, reachable and wrong, and how to fix it',
    status: 200,
    answer: ADMIN_ANSWERS.findings,
  },
} as const satisfies RouteRows;
