import { ADMIN_ROUTES } from '../admin/contract/admin-routes.ts';
import { SEARCH_ROUTES } from '../discovery/search/contract/search-routes.ts';
import { DISMISSAL_ROUTES } from '../discovery/suggestions/contract/dismissal-routes.ts';
import { SUGGEST_ROUTES } from '../discovery/suggestions/contract/suggest-routes.ts';
import { CONTEXT_ROUTES } from '../editorial/contexts/contract/context-routes.ts';
import { DAY_ROUTES } from '../editorial/days/contract/day-routes.ts';
import { ENTRY_ROUTES } from '../editorial/entries/contract/entry-routes.ts';
import { RELATED_ROUTES } from '../editorial/entries/contract/related-routes.ts';
import { HISTORY_ROUTES } from '../editorial/history/history-routes.ts';
import { REVIEW_ROUTES } from '../editorial/review/contract/review-routes.ts';
import { EXPORT_ROUTES } from '../exchange/export/contract/export-routes.ts';
import { IMPORT_ISSUE_ROUTES } from '../exchange/import/contract/import-issue-routes.ts';
import { IMPORT_ROUTES } from '../exchange/import/contract/import-routes.ts';
import { ANSWERS } from '../kernel/contract/answers.ts';
import { placed } from '../kernel/contract/route-row.ts';
import { NOTICE_ROUTES } from '../notices/contract/notice-routes.ts';
import { WEBHOOK_ROUTES } from '../notices/contract/webhook-routes.ts';
import { ACCOUNT_ROUTES } from '../people/contract/account-routes.ts';
import { linkSecret } from '../people/contract/people.ts';
import { PEOPLE_ROUTES } from '../people/contract/people-routes.ts';
import { firstAdmin } from '../people/contract/sign-in.ts';
import { SOURCE_ROUTES } from '../sources/contract/source-routes.ts';
import { CHANGE_ROUTES } from './change-routes.ts';

/** Every row of the API. */
export const ROUTES = placed({
  ...ENTRY_ROUTES,
  ...REVIEW_ROUTES,
  ...CHANGE_ROUTES,
  ...RELATED_ROUTES,
  ...HISTORY_ROUTES,
  ...CONTEXT_ROUTES,
  ...DISMISSAL_ROUTES,
  ...SEARCH_ROUTES,
  ...DAY_ROUTES,
  ...SOURCE_ROUTES,
  ...SUGGEST_ROUTES,
  ...EXPORT_ROUTES,
  ...IMPORT_ROUTES,
  ...IMPORT_ISSUE_ROUTES,
  ...WEBHOOK_ROUTES,
  ...NOTICE_ROUTES,
  ...PEOPLE_ROUTES,
  ...ACCOUNT_ROUTES,
  ...ADMIN_ROUTES,
  lookAtSetup: {
    permission: 'anyone',
    summary: 'Check whether a setup key is still valid',
    body: linkSecret,
    status: 200,
    answer: ANSWERS.setup,
  },
  setUp: {
    permission: 'anyone',
    summary: 'Create the first admin with the key of the one-time link',
    body: firstAdmin,
    status: 201,
    answer: ANSWERS.made,
  },
  health: {
    permission: 'anyone',
    summary: 'Check that the app and its database respond',
    status: 200,
    answer: ANSWERS.health,
  },
  describe: { permission: 'anyone', summary: 'Get this API description', status: 200, answer: ANSWERS.description },
});
