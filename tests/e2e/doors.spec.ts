import { as, at, expect, PEOPLE, test } from './newsroom.ts';
import { SCREENS } from './screens.ts';

const CANARY = 'Zephyrine canaries';
const DAY = '2035-01-02';

/** The tree of a page whose layouts a browser says it has already: only the page itself is asked for. */
function pageAlone(place: string): string {
  const parts = place.split('?')[0]?.split('/').filter(Boolean) ?? [];
  const page = ['__PAGE__', {}, null, 'refetch'];
  const tree = ['(newsroom)', ...parts].reduceRight<unknown>((below, part) => [part, { children: below }], page);
  return encodeURIComponent(JSON.stringify(['', { children: tree }, null, null, true]));
}

/** The ways of asking that a framework treats in ways of its own. */
const WAYS: readonly { name: string; headers?: (place: string) => Record<string, string>; address?: (place: string) => string }[] = [
  { name: 'plainly' },
  { name: 'for the payload of a navigation', headers: () => ({ RSC: '1' }) },
  { name: 'as a prefetch', headers: () => ({ RSC: '1', 'Next-Router-Prefetch': '1' }) },
  { name: 'as a prefetch of a segment', headers: () => ({ RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' }) },
  { name: 'for the page without its layouts', headers: (place) => ({ RSC: '1', 'Next-Router-State-Tree': pageAlone(place) }) },
  { name: 'as if the proxy had been passed', headers: () => ({ 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy', 'x-dateline-path': '/' }) },
  { name: 'with two slashes', address: (place) => `/${place}` },
  { name: 'with a written-out dot', address: (place) => `/%2e${place}` },
  { name: 'with dots that lead back', address: (place) => `/x/%2e%2e${place}` },
];

test('nobody who is not signed in reads a word of the newsroom, however a screen is asked for', async ({ browser, playwright }) => {
  const editor = await as(browser, 'editor');
  const fields = { day: DAY, topic: '', headline: CANARY, summary: CANARY, sources: [], contexts: [], related: [] };
  const { event } = (await (await editor.request.post(at('/api/v1/events'), { data: fields })).json()) as { event: number };
  await editor.context().close();
  const own = [`/entries/${event}`, `/entries/${event}/history`, `/review/${event}`, `/days/${DAY}`, '/search?q=zephyrine', '/search?state=draft'];
  const api = [`/api/v1/events/${event}`, `/api/v1/events?q=zephyrine`, `/api/v1/entries?q=zephyrine`, `/api/v1/days/${DAY}`];
  const stranger = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } });
  const told: string[] = [];
  for (const place of [...new Set([...SCREENS.map((screen) => screen.place), ...own, ...api])]) {
    for (const way of WAYS) {
      const answer = await stranger.get(at(way.address?.(place) ?? place), { headers: way.headers?.(place) ?? {}, maxRedirects: 0 });
      const text = await answer.text();
      const leaks = [CANARY, PEOPLE.editor.name, PEOPLE.admin.email].filter((word) => text.replaceAll(encodeURIComponent(CANARY), '').includes(word));
      if (leaks.length || answer.status() >= 500) told.push(`${place} asked for ${way.name}: ${answer.status()} ${leaks.join(', ')}`);
    }
  }
  expect(told).toEqual([]);
  await stranger.dispose();
});
