import { afterAll, beforeAll, expect, test } from 'vitest';
import { outsideProviders } from '../../../app/api/auth/outside-providers.ts';

const NAMES = {
  OIDC_ISSUER: 'https://login.example.org',
  OIDC_CLIENT_ID: 'dateline',
  OIDC_CLIENT_SECRET: 'a secret of the client',
};
beforeAll(() => void Object.assign(process.env, NAMES));
afterAll(() => {
  for (const name of Object.keys(NAMES)) delete process.env[name];
});

/** Who somebody is, of an ID token and of what UserInfo says, where the issuer has it. */
async function asked(claims: object, userInfo?: object): Promise<unknown> {
  const provider = outsideProviders().find(({ id }) => id === 'oidc');
  const userinfo = provider?.userinfo;
  if (typeof userinfo !== 'object' || !userinfo.request) throw new Error('Nobody is asked.');
  const client = {
    issuer: { metadata: userInfo ? { userinfo_endpoint: 'https://login.example.org/me' } : {} },
    userinfo: (tokens: { access_token: string }) =>
      Promise.resolve(tokens.access_token === 'of them' ? userInfo : undefined),
  };
  return userinfo.request({ client, tokens: { access_token: 'of them', claims: () => claims }, provider } as never);
}

test('an issuer that gives address and groups by UserInfo alone is asked there', async () => {
  const more = { sub: 'one', email: 'rui@example.org', email_verified: true, groups: ['desk'] };
  expect(await asked({ sub: 'one' }, more)).toEqual(more);
});

test('what the ID token says counts where the issuer has no UserInfo, and beside it', async () => {
  expect(await asked({ sub: 'one', email: 'rui@example.org' })).toEqual({ sub: 'one', email: 'rui@example.org' });
  expect(await asked({ sub: 'one', groups: ['desk'] }, { sub: 'one', name: 'Rui' })).toEqual({
    sub: 'one',
    groups: ['desk'],
    name: 'Rui',
  });
});
