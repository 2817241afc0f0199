import { readRoles } from '../../kernel/permission/outside-roles.ts';

function urlOf(text: string, schemes: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && schemes.includes(url.protocol) ? url : undefined;
}

/** What keeps the value of a variable from being used; undefined where nothing does. */
export function databaseProblem(text: string): string | undefined {
  const url = urlOf(text, ['postgres:', 'postgresql:']);
  if (!url || !/^\w+:\/\//.test(text)) return 'is not the address of a PostgreSQL database.';
  if (!isDecodable(url)) return 'contains an invalid % escape.';
  if (url.hash || /[/@]/.test(url.pathname.slice(1))) return 'contains a / or # that must be escaped.';
  return url.pathname.length > 1 ? undefined : 'has no database name.';
}

export function mailServerProblem(text: string): string | undefined {
  const url = urlOf(text, ['smtp:', 'smtps:']);
  return url?.hostname && isDecodable(url) ? undefined : 'is not the address of a mail server.';
}

export function webProblem(text: string): string | undefined {
  return urlOf(text, ['http:', 'https:']) ? undefined : 'is not a web address.';
}

export function siteProblem(text: string): string | undefined {
  const url = urlOf(text, ['http:', 'https:']);
  if (!url) return 'is not a web address.';
  if (url.pathname !== '/') return `has the path ${url.pathname}, but the app runs at the root of a host.`;
  return url.search || url.hash || url.username ? 'must have only a scheme, a host and a port.' : undefined;
}

export function portProblem(text: string): string | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535
    ? undefined
    : 'must be a whole number from 1 to 65535.';
}

export function rolesProblem(groups: string): (text: string) => string | undefined {
  return (text) => (readRoles(text) ? undefined : `does not say which ${groups} give which role.`);
}

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
