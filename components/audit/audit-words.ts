import type { Channel } from '#lib/domain/permission/actor.ts';

/** The doors of the newsroom as people call them. */
export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = { screen: 'Screen', api: 'API', cli: 'Command line', import: 'Import' };

const SPECIAL: Readonly<Record<string, string>> = {
  'enable-totp': 'Turn the second factor on',
  'disable-totp': 'Take the second factor away',
  'sign-in': 'Sign in',
  'sign-off': 'Sign a day off',
};

/** A verb of the log in words: `take-back` is “Take back”. */
export function verbName(verb: string): string {
  const words = verb.replaceAll('-', ' ');
  return SPECIAL[verb] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** The details of a fact in one line; the person stands beside it by name. */
export function detailWords(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([key, value]) => key !== 'person' && value !== '' && value !== null)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' · ');
}
