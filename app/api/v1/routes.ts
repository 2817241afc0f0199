import { ANSWERS } from '#lib/schemas/answers.ts';
import { linkSecret } from '#lib/schemas/people.ts';
import { firstAdmin } from '#lib/schemas/sign-in.ts';
import { ACCOUNT_ROUTES } from './account-routes.ts';
import { ADMIN_ROUTES } from './admin-routes.ts';
import { CHANGE_ROUTES } from './change-routes.ts';
import { CONTEXT_ROUTES } from './context-routes.ts';
import { DAY_ROUTES } from './day-routes.ts';
import { ENTRY_ROUTES } from './entry-routes.ts';
import { EXPORT_ROUTES } from './export-routes.ts';
import { HISTORY_ROUTES } from './history-routes.ts';
import { IMPORT_ROUTES } from './import-routes.ts';
import { NOTICE_ROUTES } from './notice-routes.ts';
import { PEOPLE_ROUTES } from './people-routes.ts';
import { REFUSAL_ROUTES } from './refusal-routes.ts';
import { RELATED_ROUTES } from './related-routes.ts';
import { REVIEW_ROUTES } from './review-routes.ts';
import { placed } from './route-row.ts';
import { SEARCH_ROUTES } from './search-routes.ts';
import { SETTLE_ROUTES } from './settle-routes.ts';
import { SOURCE_ROUTES } from './source-routes.ts';
import { SUGGEST_ROUTES } from './suggest-routes.ts';
import { WEBHOOK_ROUTES } from './webhook-routes.ts';

/** Every row of the API. */
export const ROUTES = placed({
  ...ENTRY_ROUTES,
  ...REVIEW_ROUTES,
  ...CHANGE_ROUTES,
  ...RELATED_ROUTES,
  ...HISTORY_ROUTES,
  ...CONTEXT_ROUTES,
  ...REFUSAL_ROUTES,
  ...SEARCH_ROUTES,
  ...DAY_ROUTES,
  ...SOURCE_ROUTES,
  ...SUGGEST_ROUTES,
  ...EXPORT_ROUTES,
  ...IMPORT_ROUTES,
  ...SETTLE_ROUTES,
  ...WEBHOOK_ROUTES,
  ...NOTICE_ROUTES,
  ...PEOPLE_ROUTES,
  ...ACCOUNT_ROUTES,
  ...ADMIN_ROUTES,
  lookAtSetup: {
    verb: 'anyone',
    summary: 'Whether a key still makes the first admin',
    body: linkSecret,
    status: 200,
    answer: ANSWERS.setup,
  },
  setUp: {
    verb: 'anyone',
    summary: 'Make the first admin with the key of the one-time link',
    body: firstAdmin,
    status: 201,
    answer: ANSWERS.made,
  },
  health: { verb: 'anyone', summary: 'Whether the app and its database answer', status: 200, answer: ANSWERS.health },
  describe: { verb: 'anyone', summary: 'This description', status: 200, answer: ANSWERS.description },
});
