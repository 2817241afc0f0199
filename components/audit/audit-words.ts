import type { Channel } from '#lib/kernel/permission/actor.ts';

/** The doors of the newsroom as people call them. */
export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  screen: 'Screen',
  api: 'API',
  cli: 'Command line',
  import: 'Import',
};

/** The details of a fact in one line; the person is beside it by name. */
export function detailWords(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([key, value]) => key !== 'person' && value !== '' && value !== null)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' · ');
}
