import { changeOwnAccount } from '#lib/actions/own-account.ts';
import { ok, refuse } from '#lib/domain/result.ts';
import { readAccount } from '#lib/queries/account.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.readAccount, async ({ store, actor }) => {
  const account = await readAccount(store, actor.person);
  return account ? ok(account) : refuse({ code: 'not-found', what: 'This account' });
});

export const PATCH = door(ROUTES.changeAccount, ({ store, actor, body }) => changeOwnAccount(store, actor, body));
