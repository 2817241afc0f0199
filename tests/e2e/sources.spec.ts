import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { indexSources } from '../../lib/discovery/learning/source-learning.ts';
import { openStore, type Store } from '../../lib/platform/database/database.ts';
import { embeddedStatus } from '../../lib/platform/embedded/embedded-status.ts';
import { checkNext } from '../../lib/sources/checks/check-sources.ts';
import { as, at, expect, expectAccessible, expectNoSidewaysScrolling, keepPicture, test } from './newsroom.ts';

const DAY = '2032-05-06';

let store: Store;
let site: Server;
let address: string;

test.beforeAll(async () => {
  const status = await embeddedStatus(process.env['E2E_HOME'] ?? '');
  if (!status.running) throw new Error('The database does not run.');
  store = openStore(status.url, { connections: 2 });
  site = createServer((request, response) => {
    if (request.url?.startsWith('/gone')) response.statusCode = 410;
    if (request.url?.startsWith('/moved')) response.writeHead(301, { location: '/there' });
    response.end();
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
test.afterAll(async () => {
  site.close();
  await store.close();
});

type Made = { entry: number; hash: string };
const source = (url: string, name = 'Harbour Gazette') => ({ name, url });

async function draft(page: Page, headline: string, sources: object[]): Promise<Made> {
  const fields = { day: DAY, topic: '', headline, summary: 'What happened.', sources, contexts: [], related: [] };
  const answer = await page.request.post(at('/api/v1/entries'), { data: fields });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as Made;
}

async function published(editor: Page, reviewer: Page, headline: string, sources: object[]): Promise<Made> {
  const made = await draft(editor, headline, sources);
  expect((await editor.request.post(at(`/api/v1/entries/${made.entry}/submit`), { data: {} })).status()).toBe(200);
  expect(
    (
      await reviewer.request.post(at(`/api/v1/entries/${made.entry}/approve`), {
        data: { hash: made.hash, farDayConfirmed: true },
      })
    ).status(),
  ).toBe(200);
  return made;
}

/**
 * Waits until the archive knows these addresses; the worker of the site learns too, and only one of them does at a
 * time.
 */
async function learned(...urls: string[]): Promise<void> {
  await expect
    .poll(async () => {
      await indexSources(store);
      const { rows } = await store.pool.query(
        'SELECT 1 FROM source_address a JOIN source_use u ON u.address_id = a.id WHERE a.url = ANY($1)',
        [urls],
      );
      return rows.length;
    })
    .toBeGreaterThanOrEqual(urls.length);
}

/** Has each local address checked so many times, before anything else that waits. */
async function checked(times: number): Promise<void> {
  const { rows } = await store.pool.query<{ id: number; host: string }>(
    'SELECT id, host FROM source_address WHERE starts_with(url, $1)',
    [address],
  );
  for (const { id, host } of Array.from({ length: times }, () => rows).flat()) {
    await store.pool.query("UPDATE source_address SET next_check_at = now() - interval '9 years' WHERE id = $1", [id]);
    await store.pool.query(
      "UPDATE source_host SET due_at = now() - interval '9 years', free_at = now() - interval '9 years' WHERE " +
        'host = $1',
      [host],
    );
    await checkNext(store, { reachPrivate: true, pauseMs: 0 });
  }
}

test('dead and redirected addresses stand with their entries, which open for a better one', async ({ browser }) => {
  const editor = await as(browser, 'editor', { viewport: { width: 1280, height: 900 } });
  const reviewer = await as(browser, 'reviewer');
  const made = await published(editor, reviewer, 'The pier is rebuilt', [
    source(`${address}/gone/pier`),
    source(`${address}/moved/pier`),
  ]);
  await learned(`${address}/gone/pier`, `${address}/moved/pier`);
  await checked(2);

  await editor.goto(at('/sources'));
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText('Sources');
  const dead = editor.getByRole('listitem').filter({ hasText: `${address}/gone/pier` });
  await expect(dead).toContainText('The server answered 410.');
  await expect(dead.getByRole('link', { name: /gone\/pier/ })).toHaveAttribute('rel', 'noopener noreferrer');
  await expectAccessible(editor, 'dead sources');
  await expect(editor.getByText('Link checking is off here')).toBeVisible();

  await dead.getByRole('button', { name: /Archived copy/ }).click();
  await editor.keyboard.type('javascript:alert(1)');
  await editor.keyboard.press('Enter');
  await expect(editor.getByText('The address is not a web address', { exact: false })).toBeVisible();
  await dead.getByLabel('Address of the archived copy').fill('https://archive.example/pier');
  await editor.keyboard.press('Enter');
  await expect(dead.getByRole('link', { name: 'Archived copy (opens in a new tab)' })).toHaveAttribute(
    'href',
    'https://archive.example/pier',
  );

  await editor.getByRole('link', { name: /Redirected/ }).click();
  await expect(editor.getByRole('listitem').filter({ hasText: `${address}/moved/pier` })).toContainText(
    `Redirects to ${address}/there`,
  );
  await editor.getByRole('link', { name: /^Dead/ }).click();
  await dead.getByRole('link', { name: 'The pier is rebuilt' }).click();
  await expect(editor).toHaveURL(new RegExp(`/entries/${made.entry}$`));
});

test('a pasted address: its managed publisher, who has it already, and that it stands here twice', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor', { viewport: { width: 1280, height: 900 } });
  const reviewer = await as(browser, 'reviewer');
  await published(editor, reviewer, 'The market hall opens', [source('https://market.sources.example/hall')]);
  await learned('https://market.sources.example/hall');
  expect(
    (
      await reviewer.request.post(at('/api/v1/publishers'), {
        data: { name: 'Market Post', domains: ['sources.example'] },
      })
    ).status(),
  ).toBe(201);

  await editor.goto(at(`/entries/new?day=${DAY}`));
  await editor.getByRole('button', { name: 'Add a source' }).click();
  const first = editor.getByLabel('Source 1: address');
  await first.fill('http://www.market.sources.example/hall/?utm_source=feed');
  const row = editor.getByRole('listitem').filter({ has: first });
  await expect(row.getByText('Also in:')).toBeVisible();
  await expect(row.getByRole('link', { name: 'The market hall opens' }).first()).toBeVisible();
  await expect(editor.getByLabel('Source 1: publisher')).toHaveValue('Market Post');
  await editor.getByLabel('Source 1: publisher').fill('My own name');
  await editor.getByRole('button', { name: 'Add a source' }).click();
  await editor.getByLabel('Source 2: address').fill('https://market.sources.example/hall#top');
  await expect(editor.getByText('This entry has the same address twice.')).toHaveCount(2);
  await expect(editor.getByLabel('Source 1: publisher')).toHaveValue('My own name');
  await expectAccessible(editor, 'sources in the editor');
  await expectNoSidewaysScrolling(editor);
});

test('publishers are added, changed and merged by a reviewer, with the keyboard; an editor reads them', async ({
  browser,
}) => {
  const reviewer = await as(browser, 'reviewer', { viewport: { width: 1280, height: 900 } });
  await reviewer.goto(at('/sources/publishers'));
  await reviewer.getByRole('button', { name: 'Add publisher' }).press('Enter');
  const dialog = reviewer.getByRole('dialog');
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
  await reviewer.keyboard.type('Quay Herald');
  await reviewer.keyboard.press('Tab');
  await reviewer.keyboard.type('no domain');
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await expect(dialog.getByText('Domain is not a domain.', { exact: false })).toBeVisible();
  await dialog.getByLabel('Domains').fill('https://www.quay-herald.example/news');
  await expectAccessible(reviewer, 'publisher dialog');
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(reviewer.getByRole('listitem').filter({ hasText: 'Quay Herald' })).toContainText('quay-herald.example');

  expect(
    (
      await reviewer.request.post(at('/api/v1/publishers'), {
        data: { name: 'Herald of the Quay', domains: ['quay.example'] },
      })
    ).status(),
  ).toBe(201);
  await reviewer.getByLabel('Find by name or domain').fill('quay');
  await reviewer.keyboard.press('Enter');
  await expect(reviewer.getByRole('listitem').filter({ hasText: 'Herald of the Quay' })).toBeVisible();
  await reviewer.getByRole('button', { name: 'Edit Herald of the Quay' }).press('Enter');
  await reviewer.getByLabel('Merge into another publisher').fill('quay her');
  await reviewer.getByRole('button', { name: 'Merge into Quay Herald' }).press('Enter');
  await expect(reviewer.getByRole('dialog')).toBeHidden();
  await expect(reviewer.getByRole('listitem').filter({ hasText: 'Quay Herald' })).toContainText(
    'quay-herald.example, quay.example',
  );
  await expectAccessible(reviewer, 'publishers');

  const phone = await as(browser, 'editor', { viewport: { width: 390, height: 844 } });
  await phone.goto(at('/sources/publishers?q=quay'));
  await expect(phone.getByText('Quay Herald')).toBeVisible();
  await expect(phone.getByRole('button', { name: /^(Edit|Add) / })).toHaveCount(0);
});

test('an entry with too few independent sources is not submitted, and says what is missing', async ({ browser }) => {
  const editor = await as(browser, 'editor', { viewport: { width: 1280, height: 900 } });
  const { entry } = await draft(editor, 'A rumour in the harbour', [
    source('https://rumour.example/1'),
    source('https://www.rumour.example/2'),
  ]);
  await store.prisma.newsroomSettings.update({ where: { id: 1 }, data: { leastSources: 2 } });
  try {
    await editor.goto(at(`/entries/${entry}`));
    await editor
      .getByRole('button', { name: /Submit/ })
      .first()
      .click();
    await expect(
      editor.getByText('At least 2 sources from different publishers are required', { exact: false }).first(),
    ).toBeVisible();
    await expectAccessible(editor, 'too few sources');
  } finally {
    await store.prisma.newsroomSettings.update({ where: { id: 1 }, data: { leastSources: 0 } });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`on a phone in ${colorScheme}: nothing that axe finds, no sideways scrolling`, async ({ browser }) => {
    const page = await as(browser, 'reviewer', { colorScheme, viewport: { width: 390, height: 844 }, hasTouch: true });
    for (const [name, place] of [
      ['dead', '/sources'],
      ['redirected', '/sources?status=redirected'],
      ['refused', '/sources?status=refused'],
      ['publishers', '/sources/publishers'],
    ] as const) {
      await page.goto(at(place));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page, name);
      await expectNoSidewaysScrolling(page);
      await keepPicture(page, `sources-${name}-${colorScheme}`);
    }
  });
}
