import type { User } from 'next-auth';
import GitHub, { type GithubProfile } from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { admitOutsider, type Outsider } from '#lib/actions/admit-outsider.ts';
import { claimAt, rolesOf } from '#lib/domain/permission/outside-roles.ts';
import { currentStore } from '#lib/store/current.ts';

/** A service outside that can vouch for a person, as the sign-in page offers it. */
export type OutsideService = { id: 'github' | 'oidc'; name: string };

type OidcProfile = { sub: string; name?: string; email?: string; email_verified?: boolean | 'true' } & Record<string, unknown>;
type GitHubAddress = { email: string; verified: boolean };
type GitHubMembership = { state: string; organization: { login: string } };

const WITHIN_MS = 10_000;

/** The services that the environment configures. */
export function outsideServices(environment: NodeJS.ProcessEnv = process.env): OutsideService[] {
  const services: OutsideService[] = [];
  if (environment['GITHUB_ID'] && environment['GITHUB_SECRET']) services.push({ id: 'github', name: 'GitHub' });
  if (environment['OIDC_ISSUER'] && environment['OIDC_CLIENT_ID'] && environment['OIDC_CLIENT_SECRET'])
    services.push({ id: 'oidc', name: environment['OIDC_NAME'] || 'single sign-on' });
  return services;
}

/** next-auth's providers for them. Whom they vouch for gets in where an admin made or invited them, or where roles are mapped. */
export function outsideProviders(): OAuthConfig<GithubProfile & OidcProfile>[] {
  return outsideServices().map((service) => (service.id === 'github' ? gitHub() : oidc(service.name)) as OAuthConfig<GithubProfile & OidcProfile>);
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
    authorization: { params: { scope: process.env['OIDC_SCOPE'] || 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: (profile) =>
      vouchedFor({
        provider: 'oidc',
        subject: profile.sub,
        name: profile.name ?? '',
        verified: profile.email && (profile.email_verified === true || profile.email_verified === 'true') ? [profile.email] : [],
        roles: rolesOf(process.env['OIDC_ROLES'], claimAt(profile, process.env['OIDC_ROLE_CLAIM'] || 'groups')),
      }),
  };
}

/** GitHub shows one address that may be unverified, so all are asked for and only verified ones count. GITHUB_URL is a GitHub of one's own. */
function gitHub(): OAuthConfig<GithubProfile> {
  const own = process.env['GITHUB_URL']?.replace(/\/$/, '');
  const [site, api] = own ? [own, `${own}/api/v3`] : ['https://github.com', 'https://api.github.com'];
  const mapped = process.env['GITHUB_ROLES'];
  const client = { clientId: required('GITHUB_ID'), clientSecret: required('GITHUB_SECRET') };
  return {
    ...GitHub(client),
    ...client,
    issuer: `${site}/login/oauth`,
    authorization: { url: `${site}/login/oauth/authorize`, params: { scope: mapped ? 'read:user user:email read:org' : 'read:user user:email' } },
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

async function vouchedFor(outsider: Outsider & { provider: 'oidc' | 'github' }): Promise<User> {
  const verified = outsider.verified.map((address) => address.trim().toLowerCase());
  const person = await admitOutsider(currentStore(), { ...outsider, verified });
  return { id: `${outsider.provider} ${outsider.subject}`, here: person && { person, by: outsider.provider } };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
