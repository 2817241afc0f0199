import { ROUTES } from '#lib/api/routes.ts';
import { fail, ok } from '#lib/kernel/result.ts';
import { changeOwnAccount } from '#lib/people/actions/own-account.ts';
import { readAccount } from '#lib/people/queries/account.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.readAccount, async ({ store, actor }) => {
  const account = await readAccount(store, actor.person);
  return account ? ok(account) : fail({ code: 'not-found', what: 'This account' });
});

export const PATCH = door(ROUTES.changeAccount, ({ store, actor, body }) => changeOwnAccount(store, actor, body));
