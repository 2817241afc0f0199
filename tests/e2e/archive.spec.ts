import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { Day } from '../../lib/kernel/day.ts';
import { renderEventPage } from '../../lib/layout/event-page.ts';
import { as, at, expect, expectAccessible, expectNoSidewaysScrolling, test } from './newsroom.ts';

const HOME = process.env['E2E_HOME'] ?? '';
const inTrees = (...parts: string[]) => path.join(HOME, 'trees', ...parts);
const DONE_WITHIN = { timeout: 60_000 };

const state = (page: Page) => page.locator('[data-part="title"] [data-state]');
const done = (page: Page) => expect(state(page)).toHaveText('Done', DONE_WITHIN);
const files = (page: Page) => page.getByRole('list', { name: 'Files' });
const region = (page: Page, name: RegExp | string) => page.getByRole('region', { name });

async function expectNarrow(page: Page, what: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScrolling(page, `${what} at phone width`);
  await expectAccessible(page, `${what} at phone width`);
  if (before) await page.setViewportSize(before);
}

/** A page of an entry on a day that no other test knows. */
function pageOf(slug: string, title: string, day = '2033-04-05' as Day): [path: string, text: string] {
  const text = renderEventPage({
    edition: '2017',
    day,
    slug,
    kicker: null,
    title,
    summary: 'It was seen from the pier.',
    sources: [{ name: 'Pier News', url: 'https://pier.example/1' }],
    changes: [],
    related: [],
  });
  return [`news/${day.slice(0, 4)}/${day.slice(5, 7)}/${Number(day.slice(8))}/${slug}.md`, text];
}

async function publish(editor: Page, reviewer: Page, day: string, headline: string): Promise<void> {
  const fields = { day, topic: '', headline, summary: 'Short.', sources: [], contexts: [], related: [] };
  const made = (await (await editor.request.post(at('/api/v1/entries'), { data: fields })).json()) as {
    entry: number;
    hash: string;
  };
  await editor.request.post(at(`/api/v1/entries/${made.entry}/submit`), { data: {} });
  expect(
    (
      await reviewer.request.post(at(`/api/v1/entries/${made.entry}/approve`), {
        data: { hash: made.hash, farDayConfirmed: true },
      })
    ).ok(),
  ).toBe(true);
}

async function expectSameOnDisk(page: Page, target: string, place: string): Promise<void> {
  await expect.poll(() => existsSync(inTrees(target, place)), DONE_WITHIN).toBe(true);
  expect(readFileSync(inTrees(target, place), 'utf8')).toBe(await (await page.request.get(at(`/${place}`))).text());
}

test('a target is made, planned, read and applied; after that an approval reaches the disk by itself', async ({
  browser,
}) => {
  const admin = await as(browser, 'admin');
  await admin.goto(at('/exports'));
  await admin.getByRole('link', { name: /New target/ }).click();
  const form = admin.getByRole('form', { name: 'Target' });
  await form.getByLabel('Name', { exact: true }).fill('Public site');
  await form.getByLabel('Folder', { exact: true }).fill('/etc');
  await form.getByLabel('Address of the site').fill('news.example.org');
  await form.getByLabel('Schedule').selectOption({ label: 'Custom cron expression…' });
  await form.getByLabel('Cron expression').fill('30 4 * * 1-5');
  await expect(form.getByText('Runs at 04:30, Monday to Friday (UTC).')).toBeVisible();
  await form.getByLabel('Cron expression').fill('61 4 * * *');
  await form.getByRole('button', { name: 'Create target' }).click();
  await expect(form.getByText(/Enter a relative path/)).toBeVisible();
  await expect(form.getByText(/The address is not a web address/)).toBeVisible();
  await expect(form.getByText(/The expression has a minute/)).toBeVisible();
  await expectAccessible(admin, 'target form with problems');
  await expectNarrow(admin, 'target form');
  await form.getByLabel('Folder', { exact: true }).fill('site');
  await form.getByLabel('Address of the site').fill('');
  await form.getByLabel('Schedule').selectOption({ label: 'No schedule' });
  await form.getByLabel('After each approval').check();
  await form.getByRole('button', { name: 'Create target' }).click();

  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Exports');
  await expect(admin.getByRole('link', { name: 'Public site' })).toBeVisible();
  await expect(admin.getByText('Never exported')).toBeVisible();
  await expectAccessible(admin, 'exports');
  await expectNarrow(admin, 'exports');
  await admin.getByRole('button', { name: 'Plan an export to Public site' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(/^Plan \d+$/);
  await done(admin);
  expect(existsSync(inTrees('site', 'index.md'))).toBe(false);

  await admin.getByRole('button', { name: /^Added \d/ }).click();
  await admin.getByLabel('Search paths').fill('2024/03/15/index');
  await expect(files(admin).getByRole('listitem')).toHaveCount(1);
  await files(admin).getByRole('button').focus();
  await admin.keyboard.press('Enter');
  const diff = region(admin, 'news/2024/03/15/index.md, before and after');
  await expect(diff.getByText('### [', { exact: false }).first()).toBeVisible();
  await expectAccessible(admin, 'plan with a diff');
  await expectNarrow(admin, 'plan with a diff');
  await admin.getByRole('button', { name: 'Apply this plan' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(/^Export \d+$/);
  await done(admin);
  await expect(admin.getByText('The target now holds the published archive.')).toBeVisible();
  await expectSameOnDisk(admin, 'site', 'news/2024/03/15/index.md');

  const [editor, reviewer] = [await as(browser, 'editor'), await as(browser, 'reviewer')];
  await publish(editor, reviewer, '2033-03-01', 'The pier opens again');
  await expectSameOnDisk(admin, 'site', 'news/2033/03/1/the-pier-opens-again.md');
  await reviewer.goto(at('/exports'));
  await expect(region(reviewer, 'History').getByText('after an approval').first()).toBeVisible();
  await expect(reviewer.getByRole('link', { name: /New target/ })).toHaveCount(0);
  await editor.goto(at('/exports'));
  await expect(editor.getByText('Reviewers and admins see the exports.')).toBeVisible();
});

test('the archive is downloaded as one file', async ({ browser }) => {
  const admin = await as(browser, 'admin');
  await admin.goto(at('/exports'));
  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Download' }).click(),
  ]);
  const entries = unzipSync(new Uint8Array(readFileSync(await download.path())));
  expect(Object.keys(entries).some((name) => name.endsWith('news/2024/03/15/index.md'))).toBe(true);
});

test('a target that cannot be written is loud on the desk, until it is mended and retried', async ({ browser }) => {
  mkdirSync(inTrees(), { recursive: true });
  writeFileSync(inTrees('occupied'), 'Mine.');
  const admin = await as(browser, 'admin');
  const target = { name: 'Occupied', kind: 'folder', place: 'occupied' };
  const settings = { edition: '2017', formats: ['md'], readmes: false, site: { url: '', title: '' } };
  expect((await admin.request.post(at('/api/v1/exports/targets'), { data: { ...target, settings } })).status()).toBe(
    201,
  );
  await admin.goto(at('/exports'));
  await admin.getByRole('button', { name: 'Export to Occupied now' }).click();
  await expect(admin.getByRole('alert').filter({ hasText: 'The export failed' })).toBeVisible(DONE_WITHIN);
  await expect(state(admin)).toHaveText('Failed');
  await expectAccessible(admin, 'failed export');
  await expectNarrow(admin, 'failed export');
  await expect(admin.getByText(/is a file\. Choose a folder\./).first()).toBeVisible();
  expect(readFileSync(inTrees('occupied'), 'utf8')).toBe('Mine.');

  await admin.goto(at('/'));
  const care = region(admin, 'Needs attention');
  await expect(care.getByText('The export to Occupied failed')).toBeVisible();
  await expectAccessible(admin, 'desk that needs care');
  await expectNarrow(admin, 'desk that needs care');
  await care.getByRole('link', { name: /See what happened/ }).click();
  rmSync(inTrees('occupied'));
  await admin.getByRole('button', { name: 'Retry' }).click();
  await done(admin);
  await admin.goto(at('/'));
  await expect(admin.getByText('The export to Occupied failed')).toHaveCount(0);

  await admin.goto(at('/exports'));
  await admin.getByRole('button', { name: 'More for Occupied' }).click();
  await admin.getByRole('menuitem', { name: 'Remove…' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Remove target' }).click();
  await expect(admin.getByRole('link', { name: 'Occupied', exact: true })).toHaveCount(0);
  expect(existsSync(inTrees('occupied', 'index.md'))).toBe(true);
});

test('a zip is read in a dry run, and published with an import approval', async ({ browser }) => {
  const [comet, comets] = pageOf('a-comet-over-the-pier', 'A comet over the pier');
  const [walk, walks] = pageOf('the-walk-is-longer', 'The walk is longer');
  const zip = zipSync({
    [comet]: strToU8(comets),
    [walk]: strToU8(walks.replace('\n\n', '\n\n\n')),
    'news/2033/04/31/never.md': strToU8(comets),
    [comet.replace('a-comet', 'no-comet')]: strToU8('Not a page.\n'),
  });
  const admin = await as(browser, 'admin');
  await admin.goto(at('/imports'));
  await expectAccessible(admin, 'imports');
  await fileInput(admin, 'A file to import').setInputFiles({
    name: 'pier.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zip),
  });
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(/^Dry run \d+$/, DONE_WITHIN);
  await done(admin);
  await expect(files(admin).getByRole('listitem')).toHaveCount(3);
  await admin.getByRole('button', { name: /^Refused \d/ }).click();
  await expect(files(admin).getByText(/There is no day 2033-04-31|There is no day 2033-4-31/)).toBeVisible();
  await expect(files(admin).getByText(/no-comet-over-the-pier\.md/)).toContainText(':1');
  await admin.getByRole('button', { name: /^Normalised \d/ }).click();
  await files(admin)
    .getByRole('button', { name: /the-walk-is-longer/ })
    .click();
  await expect(region(admin, /the-walk-is-longer\.md, as imported and as exported/)).toBeVisible();
  await expectAccessible(admin, 'dry run');
  await expectNarrow(admin, 'dry run');
  expect((await admin.request.get(at(`/${comet}`))).status()).toBe(404);

  await admin.getByRole('button', { name: /Import and publish/ }).click();
  const dialog = admin.getByRole('dialog');
  await expect(dialog.getByText(/the only way around the second person/)).toBeVisible();
  await expectAccessible(admin, 'import confirmation');
  await dialog.getByLabel('Also publish entries more than a week ahead').check();
  await dialog.getByRole('button', { name: 'Import and publish' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(/^Import \d+$/);
  await done(admin);
  await expect(admin.getByText('Imported and published')).toBeVisible();
  expect(await (await admin.request.get(at(`/${comet}`))).text()).toBe(comets);
  await admin.goto(at('/days/2033-04-05'));
  await expect(admin.getByText('A comet over the pier').first()).toBeVisible();
  await admin.goto(at('/imports'));
  await expect(region(admin, 'History').getByText('pier.zip').first()).toBeVisible();
});

test('a whole folder is packed in the browser and imported as drafts', async ({ browser }, info) => {
  const folder = info.outputPath('tree');
  const pages = Array.from({ length: 70 }, (_, n) =>
    pageOf(`buoy-${n}-is-painted`, `Buoy ${n} is painted`, '2033-05-06' as Day),
  );
  mkdirSync(path.join(folder, 'news/2033/05/6'), { recursive: true });
  for (const [place, text] of pages) writeFileSync(path.join(folder, place), text);
  writeFileSync(path.join(folder, 'news/2033/05/6/.hidden.md'), 'hidden');
  writeFileSync(path.join(folder, 'picture.png'), 'no page');
  const reviewer = await as(browser, 'reviewer');
  await reviewer.goto(at('/imports'));
  await fileInput(reviewer, 'A folder to import').setInputFiles(folder);
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText(/^Dry run \d+$/, DONE_WITHIN);
  await done(reviewer);
  await expect(reviewer.getByText('None: every file comes back byte for byte.')).toBeVisible();
  await expect(reviewer.getByRole('button', { name: /Import and publish/ })).toHaveCount(0);
  await reviewer.getByRole('button', { name: 'Import as drafts' }).click();
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText(/^Import \d+$/);
  await done(reviewer);
  await expect(reviewer.getByText('Imported as drafts')).toBeVisible();
  expect((await reviewer.request.get(at(`/${pages[0]?.[0]}`))).status()).toBe(404);
  await reviewer.goto(at('/days/2033-05-06'));
  await expect(reviewer.getByText('Buoy 69 is painted').first()).toBeVisible();

  await reviewer.goto(at('/imports'));
  await fileInput(reviewer, 'A file to import').setInputFiles({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('no archive'),
  });
  await expect(reviewer.getByRole('alert').filter({ hasText: 'notes.txt is neither a zip' })).toBeVisible();
});

function fileInput(page: Page, label: string): Locator {
  return page.locator(`input[aria-label="${label}"]`);
}
