import { as, at, expect, PEOPLE, test } from './newsroom.ts';
import { SCREENS } from './screens.ts';

const CANARY = 'Zephyrine canaries';
const DAY = '2035-01-02';

/** The tree of a page whose layouts a browser says it has already: only the page itself is asked for. */
function pageAlone(place: string): string {
  const parts = place.split('?')[0]?.split('/').filter(Boolean) ?? [];
  const page = ['__PAGE__', {}, null, 'refetch'];
  const tree = ['(newsroom)', ...parts].reduceRight<unknown>((below, part) => [part, { children: below }], page);
  return encodeURIComponent(JSON.stringify(['', { children: tree }, null, null]));
}

/** The ways of asking that a framework treats in ways of its own. */
const WAYS: readonly {
  name: string;
  headers?: (place: string) => Record<string, string>;
  address?: (place: string) => string;
}[] = [
  { name: 'plainly' },
  { name: 'for the payload of a navigation', headers: () => ({ RSC: '1' }) },
  { name: 'as a prefetch', headers: () => ({ RSC: '1', 'Next-Router-Prefetch': '1' }) },
  {
    name: 'as a prefetch of a segment',
    headers: () => ({ RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' }),
  },
  {
    name: 'for the page without its layouts',
    headers: (place) => ({ RSC: '1', 'Next-Router-State-Tree': pageAlone(place) }),
  },
  { name: 'with a state that is none', headers: () => ({ RSC: '1', 'Next-Router-State-Tree': '%7B%22' }) },
  {
    name: 'with a state of another shape',
    headers: () => ({ RSC: '1', 'Next-Router-State-Tree': encodeURIComponent('["",{"children":7},null,null,true]') }),
  },
  {
    name: 'with headers of navigation that say nothing',
    headers: () => ({
      RSC: 'x',
      'Next-Router-Prefetch': 'x',
      'Next-Router-Segment-Prefetch': '../x',
      'Next-Url': '//x/%2e',
      'Next-Action': 'x',
    }),
  },
  {
    name: 'as if the proxy had been passed',
    headers: () => ({ 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy', 'x-dateline-path': '/' }),
  },
  { name: 'with two slashes', address: (place) => `/${place}` },
  { name: 'with a written-out dot', address: (place) => `/%2e${place}` },
  { name: 'with dots that lead back', address: (place) => `/x/%2e%2e${place}` },
];

test('nobody who is not signed in reads a word of the newsroom, however a screen is asked for', async ({
  browser,
  playwright,
}) => {
  const editor = await as(browser, 'editor');
  const fields = { day: DAY, topic: '', headline: CANARY, summary: CANARY, sources: [], contexts: [], related: [] };
  const { entry } = (await (await editor.request.post(at('/api/v1/entries'), { data: fields })).json()) as {
    entry: number;
  };
  await editor.context().close();
  const own = [
    `/entries/${entry}`,
    `/entries/${entry}/history`,
    `/review/${entry}`,
    `/days/${DAY}`,
    '/search?q=zephyrine',
    '/search?state=draft',
  ];
  const api = [
    `/api/v1/entries/${entry}`,
    `/api/v1/entries/titles?q=zephyrine`,
    `/api/v1/entries?q=zephyrine`,
    `/api/v1/days/${DAY}`,
  ];
  const stranger = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } });
  const told: string[] = [];
  for (const place of [...new Set([...SCREENS.map((screen) => screen.place), ...own, ...api])]) {
    for (const way of WAYS) {
      const answer = await stranger.get(at(way.address?.(place) ?? place), {
        headers: way.headers?.(place) ?? {},
        maxRedirects: 0,
      });
      const text = await answer.text();
      const leaks = [CANARY, PEOPLE.editor.name, PEOPLE.admin.email].filter((word) =>
        text.replaceAll(encodeURIComponent(CANARY), '').includes(word),
      );
      if (leaks.length || answer.status() >= 500)
        told.push(`${place} asked for ${way.name}: ${answer.status()} ${leaks.join(', ')}`);
    }
  }
  expect(told).toEqual([]);
  await stranger.dispose();
});

/** One address for every kind of answer. */
const ANSWERS: readonly (readonly [string, number])[] = [
  ['/sign-in', 200],
  ['/invite', 200],
  ['/reset', 200],
  ['/nothing/is/here', 404],
  ['/a%00b', 400],
  ['/api/v1/health', 200],
  ['/api/v1/entries', 401],
  ['/api/v1/nothing', 404],
  ['/api/auth/csrf', 200],
  ['/index.html', 200],
  ['/index.md', 200],
  ['/style.css', 200],
  ['/early-keys.js', 200],
  ['/icon.svg', 200],
];

test('every kind of answer says what a browser may do with it', async ({ browser, playwright }) => {
  const stranger = await playwright.request.newContext({ storageState: { cookies: [], origins: [] } });
  const admin = await as(browser, 'admin');
  const screens = ['/', '/entries/new', '/admin/settings'].map((place) => ({
    asker: admin.request,
    place,
    status: 200,
  }));
  const told: string[] = [];
  const nonces = new Set<string>();
  for (const { asker, place, status } of [
    ...ANSWERS.map(([place, status]) => ({ asker: stranger, place, status })),
    ...screens,
  ]) {
    const answer = await asker.get(at(place), { headers: { accept: 'text/html' }, maxRedirects: 0 });
    const headers = answer.headers();
    const [, nonce = ''] =
      /script-src 'self' 'nonce-([\w-]{22})';/.exec(headers['content-security-policy'] ?? '') ?? [];
    const isSaid =
      nonce !== '' &&
      headers['x-content-type-options'] === 'nosniff' &&
      headers['x-frame-options'] === 'DENY' &&
      headers['referrer-policy'] === 'same-origin';
    const text = headers['content-type']?.startsWith('text/html') ? await answer.text() : '';
    const bare = (text.match(/<(?:script|style)\b[^>]*>/g) ?? []).filter((tag) => !tag.includes(`nonce="${nonce}"`));
    if (answer.status() !== status || !isSaid || bare.length || nonces.has(nonce))
      told.push(`${place}: ${answer.status()} ${JSON.stringify(headers)} ${bare.join(' ')}`);
    nonces.add(nonce);
  }
  expect(told).toEqual([]);
  await stranger.dispose();
});

test('what came into a page does not run: no inline script, no handler, no script from elsewhere', async ({
  browser,
}) => {
  // Not watched: that something is kept out is the point here.
  const context = await browser.newContext();
  const page = await context.newPage();
  const planted = `<script>window.planted = 'inline'</script>
    <script nonce="">window.planted = 'empty'</script>
    <script nonce="AAAAAAAAAAAAAAAAAAAAAA">window.planted = 'guessed'</script>
    <img src="data:," onerror="window.planted = 'handler'">
    <script src="data:text/javascript,window.planted='data'"></script><style>html { --planted: yes }</style>
    <iframe srcdoc="<script>parent.planted = 'frame'</script>"></iframe>`;
  await page.route(at('/sign-in'), async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace('</body>', `${planted}</body>`) });
  });
  const refused = new Set<string>();
  await page.exposeFunction('noteRefused', (directive: string) => refused.add(directive));
  await page.addInitScript(() => {
    const { noteRefused } = window as unknown as { noteRefused: (directive: string) => void };
    addEventListener('securitypolicyviolation', (entry) => noteRefused(entry.effectiveDirective));
  });
  await page.goto(at('/sign-in'));
  await expect(page.getByLabel('Email')).toBeVisible();
  await page.evaluate(() => {
    const late = document.createElement('script');
    late.textContent = "window.planted = 'late'";
    document.body.append(late);
  });
  // A library may ask besides, by trying, whether it may make code of a text: it may not.
  await expect
    .poll(() => [...refused])
    .toEqual(expect.arrayContaining(['script-src-attr', 'script-src-elem', 'style-src-elem']));
  expect(
    await page.evaluate(() => [
      (window as { planted?: string }).planted,
      getComputedStyle(document.documentElement).getPropertyValue('--planted'),
    ]),
  ).toEqual([undefined, '']);
  await context.close();
});

test('what a dialog writes into the page as a style is let through: the page behind it stands still', async ({
  browser,
}) => {
  const page = await as(browser, 'admin');
  await page.goto(at('/search?state=draft'));
  await page.getByRole('button', { name: 'Save this search' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).overflow)).toContain('hidden');
});
