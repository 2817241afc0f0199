import type { User } from 'next-auth';
import GitHub, { type GithubProfile } from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { claimAt, rolesOf } from '#lib/kernel/permission/outside-roles.ts';
import { OUTSIDE_SIGN_IN_ERRORS, type OutsideSignInError } from '#lib/kernel/permission/outside-sign-in-errors.ts';
import { admitOutsider, type Outsider, whyKeptOutside } from '#lib/people/actions/admit-outsider.ts';
import { noteFailedSignIn } from '#lib/people/sign-in/failed-sign-ins.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { setting, variables } from '#lib/platform/environment/environment.ts';
import type { SettingName } from '#lib/platform/environment/settings.ts';
import { log } from '../../log.ts';

/** A service outside that can vouch for a person, as the sign-in page offers it. */
export type OutsideService = { id: 'github' | 'oidc'; name: string };

type OidcProfile = { sub: string; name?: string; email?: string; email_verified?: boolean | 'true' } & Record<
  string,
  unknown
>;
type GitHubAddress = { email: string; verified: boolean };
type GitHubMembership = { state: string; organization: { login: string } };

const WITHIN_MS = 10_000;

/** The services that the environment configures. */
export function outsideServices(environment: NodeJS.ProcessEnv = variables()): OutsideService[] {
  const services: OutsideService[] = [];
  if (environment['GITHUB_ID'] && environment['GITHUB_SECRET']) services.push({ id: 'github', name: 'GitHub' });
  if (environment['OIDC_ISSUER'] && environment['OIDC_CLIENT_ID'] && environment['OIDC_CLIENT_SECRET'])
    services.push({ id: 'oidc', name: environment['OIDC_NAME'] || 'single sign-on' });
  return services;
}

/**
 * next-auth's providers for them. Whom they vouch for gets in where an admin made or invited them, or where roles are
 * mapped.
 */
export function outsideProviders(): OAuthConfig<GithubProfile & OidcProfile>[] {
  return outsideServices().map((service) => (service.id === 'github' ? gitHub() : oidc(service.name)));
}

function oidc(name: string): OAuthConfig<OidcProfile> {
  const issuer = required('OIDC_ISSUER');
  return {
    id: 'oidc',
    name,
    type: 'oauth',
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: required('OIDC_CLIENT_ID'),
    clientSecret: required('OIDC_CLIENT_SECRET'),
    authorization: { params: { scope: setting('OIDC_SCOPE') || 'openid email profile' } },
    idToken: true,
    userinfo: { request: claimsOf },
    checks: ['pkce', 'state', 'nonce'],
    profile: (profile) =>
      vouchedFor({
        provider: 'oidc',
        subject: profile.sub,
        name: profile.name ?? '',
        named: profile.email ? [profile.email] : [],
        verified:
          profile.email && (profile.email_verified === true || profile.email_verified === 'true')
            ? [profile.email]
            : [],
        roles: rolesOf(setting('OIDC_ROLES'), claimAt(profile, setting('OIDC_ROLE_CLAIM') || 'groups')),
      }),
  };
}

/** How next-auth asks for who somebody is. The tokens are those of its client, which checked the ID token. */
type UserinfoRequest = Parameters<
  NonNullable<Exclude<NonNullable<OAuthConfig<OidcProfile>['userinfo']>, string>['request']>
>[0];
type UserinfoToken = Exclude<Parameters<UserinfoRequest['client']['userinfo']>[0], string>;

/**
 * What the ID token says, and what UserInfo says besides: many issuers give address and groups there alone. It is of
 * the same subject as the ID token, or refused.
 */
async function claimsOf({ client, tokens }: UserinfoRequest): Promise<OidcProfile> {
  const checked = tokens as UserinfoToken;
  const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(checked) : {};
  return { ...checked.claims(), ...more };
}

/**
 * GitHub shows one address that may be unverified, so all are asked for and only verified ones count. GITHUB_URL is a
 * GitHub of one's own.
 */
function gitHub(): OAuthConfig<GithubProfile> {
  const own = setting('GITHUB_URL')?.replace(/\/$/, '');
  const [site, api] = own ? [own, `${own}/api/v3`] : ['https://github.com', 'https://api.github.com'];
  const mapped = setting('GITHUB_ROLES');
  const client = { clientId: required('GITHUB_ID'), clientSecret: required('GITHUB_SECRET') };
  return {
    ...GitHub(client),
    ...client,
    issuer: `${site}/login/oauth`,
    authorization: {
      url: `${site}/login/oauth/authorize`,
      params: { scope: mapped ? 'read:user user:email read:org' : 'read:user user:email' },
    },
    token: `${site}/login/oauth/access_token`,
    userinfo: `${api}/user`,
    checks: ['pkce', 'state'],
    profile: async (profile, tokens) => {
      const ask = <T>(path: string) => askGitHub<T>(`${api}${path}`, tokens.access_token);
      const [addresses, memberships] = await Promise.all([
        ask<GitHubAddress>('/user/emails'),
        mapped ? ask<GitHubMembership>('/user/memberships/orgs?state=active&per_page=100') : undefined,
      ]);
      return vouchedFor({
        provider: 'github',
        subject: String(profile.id),
        name: profile.name ?? profile.login,
        named: addresses.map((address) => address.email),
        verified: addresses.filter((address) => address.verified).map((address) => address.email),
        roles: rolesOf(
          mapped,
          memberships?.filter(({ state }) => state === 'active').map(({ organization }) => organization.login),
        ),
      });
    },
  };
}

/** A list that GitHub gives; empty where it refuses, which vouches for nothing. */
async function askGitHub<T>(address: string, token: string | undefined): Promise<T[]> {
  const answer = await fetch(address, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  return answer.ok ? ((await answer.json()) as T[]) : [];
}

/** `named` are the addresses that the service gives, whether it verified them or not. */
type VerifiedOutsider = Outsider & { provider: 'oidc' | 'github'; named: readonly string[] };

async function vouchedFor({ named, ...told }: VerifiedOutsider): Promise<User> {
  const outsider = { ...told, verified: told.verified.map((address) => address.trim().toLowerCase()) };
  const id = `${outsider.provider} ${outsider.subject}`;
  const person = await admitOutsider(currentStore(), outsider);
  if (person) return { id, here: { person, by: outsider.provider } };
  const refused = await reasonOf(outsider, named);
  await noteOutsider(outsider.provider, OUTSIDE_SIGN_IN_ERRORS[refused].why);
  return { id, refused };
}

/** An error, in words for whoever has to find out why; in the audit log it is grouped by the hour. */
async function noteOutsider(provider: string, why: string): Promise<void> {
  log.warn({ provider, why }, 'outside sign-in refused');
  await noteFailedSignIn(currentStore(), { type: 'outside-refused', why: `${provider}: ${why}` });
}

/** Who is known here by the account itself, or whose groups give a role, is not told of addresses. */
async function reasonOf(outsider: Outsider, named: readonly string[]): Promise<OutsideSignInError> {
  const why = await whyKeptOutside(currentStore(), outsider);
  if (why === 'account-closed' || outsider.verified.length) return why;
  return named.length ? 'email-unverified' : 'no-email';
}

function required(name: SettingName): string {
  const value = setting(name);
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
