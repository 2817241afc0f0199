import type { User } from 'next-auth';
import GitHub, { type GithubProfile } from 'next-auth/providers/github';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { signInByVerifiedEmail } from '#lib/auth/sign-in.ts';
import { currentStore } from '#lib/store/current.ts';

/** A service outside that can vouch for a person, as the sign-in page offers it. */
export type OutsideService = { id: 'github' | 'oidc'; name: string };

type OidcProfile = { sub: string; email?: string; email_verified?: boolean | 'true' };
type GitHubAddress = { email: string; verified: boolean };

/** The services that the environment configures. */
export function outsideServices(environment: NodeJS.ProcessEnv = process.env): OutsideService[] {
  const services: OutsideService[] = [];
  if (environment['GITHUB_ID'] && environment['GITHUB_SECRET']) services.push({ id: 'github', name: 'GitHub' });
  if (environment['OIDC_ISSUER'] && environment['OIDC_CLIENT_ID'] && environment['OIDC_CLIENT_SECRET'])
    services.push({ id: 'oidc', name: environment['OIDC_NAME'] || 'single sign-on' });
  return services;
}

/** next-auth's providers for them. They sign in people whom an admin made and never make any. */
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
    authorization: { params: { scope: 'openid email' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: (profile) => vouchedFor(profile.sub, profile.email && (profile.email_verified === true || profile.email_verified === 'true') ? [profile.email] : []),
  };
}

/** GitHub shows one address that may be unverified, so all are asked for and only verified ones count. */
function gitHub(): OAuthConfig<GithubProfile> {
  return {
    ...GitHub({ clientId: required('GITHUB_ID'), clientSecret: required('GITHUB_SECRET') }),
    clientId: required('GITHUB_ID'),
    clientSecret: required('GITHUB_SECRET'),
    profile: async (profile, tokens) => vouchedFor(String(profile.id), await verifiedGitHubAddresses(tokens.access_token)),
  };
}

async function verifiedGitHubAddresses(token: string | undefined): Promise<string[]> {
  const answer = await fetch('https://api.github.com/user/emails', {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) return [];
  const addresses = (await answer.json()) as GitHubAddress[];
  return addresses.filter((address) => address.verified).map((address) => address.email);
}

async function vouchedFor(id: string, verified: readonly string[]): Promise<User> {
  return { id, claims: await signInByVerifiedEmail(currentStore(), verified) };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
