import type { Browser, Page, Route } from '@playwright/test';
import {
  as,
  at,
  expect,
  expectAccessible,
  expectNoSidewaysScrolling,
  keepPicture,
  PEOPLE,
  type Role,
  test,
} from './newsroom.ts';
import { ownSite } from './own-site.ts';

const CONTROL = process.platform === 'darwin' ? 'Meta' : 'Control';
const DAY = '2034-05-06';
const FIELDS = {
  day: DAY,
  topic: '',
  headline: '',
  summary: 'It began in the morning.',
  sources: [],
  contexts: [],
  related: [],
};
/** A pause in typing, the save, and the answer. */
const SOON = { timeout: 60_000 };

const field = (page: Page, label: string) =>
  page.getByRole('form', { name: 'Entry' }).getByLabel(label, { exact: true });
const status = (page: Page) => page.locator('[data-part="saved"]');
const news = (page: Page) => page.locator('[data-part="news"]');
const exactPage = (page: Page) => page.getByRole('region', { name: 'The page as exported' }).locator('pre');
const saved = (page: Page) => expect(status(page)).toContainText(/Saved \d\d:\d\d/, SOON);
const clashScreen = (page: Page) => page.getByRole('region', { name: /changed the same words/ });

type View = { proposal: { revision: number; version: number; state: string; fields: typeof FIELDS } | null };

async function draft(page: Page, headline: string, fields: Partial<typeof FIELDS> = {}): Promise<number> {
  const made = await page.request.post(at('/api/v1/entries'), { data: { ...FIELDS, ...fields, headline } });
  return ((await made.json()) as { entry: number }).entry;
}

async function standing(page: Page, entry: number): Promise<NonNullable<View['proposal']>> {
  const { proposal } = (await (await page.request.get(at(`/api/v1/entries/${entry}`))).json()) as View;
  if (!proposal) throw new Error(`Entry ${entry} has no open proposal.`);
  return proposal;
}

const stands = (page: Page, entry: number) => expect.poll(async () => (await standing(page, entry)).fields, SOON);

/** Opens an entry, and waits until the page does more than show it: until its tab says that it is there. */
async function open(page: Page, entry: number, address = at): Promise<void> {
  await Promise.all([page.waitForResponse(/\/presence$/), page.goto(address(`/entries/${entry}`))]);
}

async function openBoth(
  browser: Browser,
  headline: string,
  roles: Role[] = ['editor', 'reviewer'],
  options: Parameters<Browser['newContext']>[0] = {},
) {
  const pages = await Promise.all(roles.map((role) => as(browser, role, options)));
  const [first] = pages;
  if (!first) throw new Error('Nobody is there.');
  const entry = await draft(first, headline);
  for (const page of pages) {
    await open(page, entry);
    await expect(field(page, 'Headline')).toHaveValue(headline);
  }
  return { entry, pages: pages as [Page, Page, Page] };
}

test('a draft saves itself after a pause, moves no focus, shows no error, and writes nothing into the form', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  await editor.goto(at(`/entries/new?day=${DAY}`));
  await field(editor, 'Summary').pressSequentially('  Half of a text');
  await expect(status(editor)).toContainText('Not saved yet', SOON);
  await expect(editor.locator('[data-part="together"]')).toContainText('Headline is empty.');
  await expect(editor.getByRole('form', { name: 'Entry' }).locator('[aria-invalid="true"]')).toHaveCount(0);
  await field(editor, 'Headline').pressSequentially('The pier is painted ');
  await saved(editor);
  await expect(editor).toHaveURL(/\/entries\/\d+$/);
  await expect(field(editor, 'Headline')).toBeFocused();
  await expect(field(editor, 'Headline')).toHaveValue('The pier is painted ');
  await expect(field(editor, 'Summary')).toHaveValue('  Half of a text');
  const entry = Number(editor.url().split('/').at(-1));
  await editor.getByRole('button', { name: 'Add a source' }).click();
  await editor.keyboard.type('https://pier.exa');
  await expect
    .poll(async () => (await standing(editor, entry)).fields, SOON)
    .toMatchObject({ headline: 'The pier is painted', summary: 'Half of a text' });
  await expect(editor.getByLabel('Source 1: address')).toBeFocused();
});

test('two who change different things lose nothing, and are shown what the other did', async ({ browser }) => {
  const { entry, pages } = await openBoth(browser, 'Two and no clash');
  const [editor, reviewer] = pages;
  await field(editor, 'Topic').fill('Harbours');
  await saved(editor);
  await field(reviewer, 'Summary').fill('It ended in the evening.');
  await saved(reviewer);
  await stands(editor, entry).toMatchObject({ topic: 'Harbours', summary: 'It ended in the evening.' });
  await expect(news(reviewer)).toContainText(`${PEOPLE.editor.name} changed the topic; both versions were merged.`);
  await expect(field(reviewer, 'Topic')).toHaveValue('');
  await expect(exactPage(reviewer)).toContainText('Harbours');
  await expectAccessible(reviewer, 'merged');
  await field(reviewer, 'Headline').fill('Two and still no clash');
  await saved(reviewer);
  await stands(editor, entry).toMatchObject({ topic: 'Harbours', headline: 'Two and still no clash' });
  await news(reviewer).getByRole('button', { name: 'Show in my form' }).press('Enter');
  await expect(field(reviewer, 'Topic')).toHaveValue('Harbours');
  await expect(field(reviewer, 'Topic')).toBeFocused();
  await expect(news(reviewer)).toBeEmpty();
  await field(reviewer, 'Topic').fill('Piers');
  await saved(reviewer);
  await stands(editor, entry).toMatchObject({ topic: 'Piers', summary: 'It ended in the evening.' });
  await expect(news(editor)).toContainText(`${PEOPLE.reviewer.name} changed`, SOON);
});

test('three who write at once all find their words', async ({ browser }) => {
  const { entry, pages } = await openBoth(browser, 'Three at once', ['editor', 'reviewer', 'admin']);
  const [editor, reviewer, admin] = pages;
  await Promise.all([
    field(editor, 'Topic').fill('Ferries'),
    field(reviewer, 'Summary').fill('All three wrote.'),
    field(admin, 'Headline').fill('Three write at once'),
  ]);
  await stands(editor, entry).toMatchObject({
    topic: 'Ferries',
    summary: 'All three wrote.',
    headline: 'Three write at once',
  });
  for (const page of pages) await saved(page);
});

for (const [width, viewport] of [
  ['desktop', { width: 1280, height: 900 }],
  ['phone', { width: 390, height: 844 }],
] as const) {
  test(`where two change the same words, both are shown and one chooses, by keys (${width})`, async ({ browser }) => {
    const { entry, pages } = await openBoth(browser, 'The ferry sails', ['editor', 'reviewer'], { viewport });
    const [editor, reviewer] = pages;
    await field(editor, 'Headline').fill('The night ferry sails');
    await field(editor, 'Topic').fill('Harbours');
    await saved(editor);
    await field(reviewer, 'Summary').fill('It left at noon.');
    await field(reviewer, 'Headline').fill('The ferry sails again');
    await expect(news(reviewer)).toContainText(`${PEOPLE.editor.name} changed the headline too`, SOON);
    await expect(field(reviewer, 'Headline')).toBeFocused();
    await expect(field(reviewer, 'Headline')).toHaveValue('The ferry sails again');
    await expectAccessible(reviewer, `clash that waits, ${width}`);

    await reviewer.keyboard.press(`${CONTROL}+s`);
    await expect(clashScreen(reviewer).getByRole('heading')).toBeFocused();
    await expectAccessible(reviewer, `clash, ${width}`);
    await expectNoSidewaysScrolling(reviewer);
    await keepPicture(reviewer, `clash-${width}`);

    await reviewer.keyboard.press(`${CONTROL}+s`);
    await expect(clashScreen(reviewer).getByText('Choose one.')).toBeVisible();
    await reviewer.keyboard.press('Tab');
    await clashScreen(reviewer).getByRole('radio', { name: 'Combine by hand' }).focus();
    await reviewer.keyboard.press('Space');
    await clashScreen(reviewer).getByLabel('Headline, combined').fill('The night ferry sails again');
    await reviewer.keyboard.press(`${CONTROL}+s`);
    await saved(reviewer);
    await expect(field(reviewer, 'Headline')).toBeFocused();
    await stands(editor, entry).toMatchObject({
      headline: 'The night ferry sails again',
      topic: 'Harbours',
      summary: 'It left at noon.',
    });
  });
}

test('a source that both changed is one choice; everything beside it is merged', async ({ browser }) => {
  const [editor, reviewer] = [await as(browser, 'editor'), await as(browser, 'reviewer')];
  const entry = await draft(editor, 'One source', {
    sources: [{ name: 'Pier News', url: 'https://pier.example/1' }] as never,
  });
  for (const page of [editor, reviewer]) await open(page, entry);
  await editor.getByLabel('Source 1: publisher').fill('The Pier News');
  await saved(editor);
  await reviewer.getByRole('button', { name: 'Add a source' }).click();
  await reviewer.getByLabel('Source 2: address').fill('https://tideway.example/2');
  await reviewer.getByLabel('Source 2: publisher').fill('Tideway Post');
  await reviewer.getByLabel('Source 1: publisher').fill('Pier Weekly');
  await news(reviewer).getByRole('button', { name: 'Compare and choose' }).click(SOON);
  await clashScreen(reviewer)
    .getByRole('radio', { name: `${PEOPLE.editor.name}’s` })
    .check();
  await clashScreen(reviewer)
    .getByRole('button', { name: `Save over ${PEOPLE.editor.name}’s version` })
    .click();
  await saved(reviewer);
  await stands(editor, entry).toMatchObject({
    sources: [
      { name: 'The Pier News', url: 'https://pier.example/1' },
      { name: 'Tideway Post', url: 'https://tideway.example/2' },
    ],
  });
  await expect(reviewer.getByLabel('Source 1: publisher')).toHaveValue('The Pier News');
});

test('typing goes on while a slow save is under way, and my own saves never clash', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const entry = await draft(editor, 'A slow network');
  await open(editor, entry);
  await editor.route(`**/api/v1/entries/${entry}`, async (route) => {
    if (route.request().method() === 'PATCH') await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  for (const words of ['One.', 'One. Two.', 'One. Two. Three.']) {
    await field(editor, 'Summary').fill(words);
    await editor.keyboard.press(`${CONTROL}+s`);
  }
  await field(editor, 'Summary').fill('One. Two. Three. Four.');
  await stands(editor, entry).toMatchObject({ summary: 'One. Two. Three. Four.' });
  await saved(editor);
  await expect(news(editor)).toBeEmpty();
  await expect(field(editor, 'Summary')).toHaveValue('One. Two. Three. Four.');
});

test('submitting waits for the save, and then nothing is saved by itself', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const entry = await draft(editor, 'Submitted at once');
  await open(editor, entry);
  await field(editor, 'Summary').fill('Written and sent off.');
  await editor.keyboard.press(`${CONTROL}+Enter`);
  await expect(editor.getByText('In review').first()).toBeVisible();
  const submitted = await standing(editor, entry);
  expect(submitted).toMatchObject({ state: 'in_review', fields: { summary: 'Written and sent off.' } });
  await field(editor, 'Summary').fill('Written and changed after that.');
  await expect(editor.locator('[data-part="together"]')).toContainText('Kept in this browser until you save.');
  await editor.reload();
  await editor.getByText('Compare with the current text').click();
  await expect(editor.locator('[data-part="changes"]')).toContainText('changed');
  expect((await standing(editor, entry)).revision).toBe(submitted.revision);
  await editor.getByRole('button', { name: 'Restore' }).click();
  await editor.keyboard.press(`${CONTROL}+s`);
  await stands(editor, entry).toMatchObject({ summary: 'Written and changed after that.' });
});

test('a failed save is seen, tried again, and never lost with the tab', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const entry = await draft(editor, 'The network is gone');
  await open(editor, entry);
  await editor.context().setOffline(true);
  await field(editor, 'Summary').fill('Typed without a network.');
  await expect(news(editor)).toContainText('The server isn’t responding.', SOON);
  await expect(news(editor)).toContainText('Your text is kept in this browser');
  await expectAccessible(editor, 'failed save');
  await field(editor, 'Summary').fill('Typed without a network, twice.');
  await editor.context().setOffline(false);
  await saved(editor);
  await stands(editor, entry).toMatchObject({ summary: 'Typed without a network, twice.' });

  await editor.context().setOffline(true);
  await field(editor, 'Summary').fill('Typed before the tab died.');
  await expect(news(editor)).toContainText('The server isn’t responding.', SOON);
  const context = editor.context();
  await editor.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await open(again, entry);
  await expect(field(again, 'Summary')).toHaveValue('Typed before the tab died.');
  await stands(again, entry).toMatchObject({ summary: 'Typed before the tab died.' });
  await context.close();
});

test('a part of the page that does not come takes nothing away, and opens once it comes', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const entry = await draft(editor, 'The tunnel has no signal');
  await open(editor, entry);
  await editor.context().setOffline(true);
  await field(editor, 'Summary').fill('Typed in the tunnel.');
  await editor.getByRole('button', { name: 'Discard' }).click();
  await expect(editor.getByRole('alert').filter({ hasText: 'Part of this page could not be loaded' })).toBeVisible();
  await expect(field(editor, 'Summary')).toHaveValue('Typed in the tunnel.');
  await expectAccessible(editor, 'a part that does not come');
  await editor.context().setOffline(false);
  await expect(editor.getByRole('dialog')).toContainText('Discard');
  await expect(editor.getByText('Part of this page could not be loaded')).toHaveCount(0);
  await editor.keyboard.press('Escape');
  await saved(editor);
  await stands(editor, entry).toMatchObject({ summary: 'Typed in the tunnel.' });
});

test('what a dead tab kept asks first where somebody else has been there since', async ({ browser }) => {
  const { entry, pages } = await openBoth(browser, 'The tab dies');
  const [editor, reviewer] = pages;
  const context = editor.context();
  await context.setOffline(true);
  await field(editor, 'Summary').fill('Of the tab that died.');
  await expect(news(editor)).toContainText('The server isn’t responding.', SOON);
  await editor.close({ runBeforeUnload: false });
  await field(reviewer, 'Topic').fill('Tabs');
  await saved(reviewer);
  await context.setOffline(false);
  const again = await context.newPage();
  await open(again, entry);
  await expect(field(again, 'Summary')).toHaveValue('It began in the morning.');
  await again.getByRole('button', { name: 'Restore' }).click();
  await expect(field(again, 'Summary')).toHaveValue('Of the tab that died.');
  await stands(again, entry).toMatchObject({ summary: 'Of the tab that died.', topic: 'Tabs' });
});

test('a session that is lost keeps the text, and saving goes on after signing in again', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const entry = await draft(editor, 'Signed out');
  await open(editor, entry);
  const cookies = await editor.context().cookies();
  await editor.context().clearCookies();
  await field(editor, 'Summary').fill('Typed after the session was over.');
  await expect(news(editor)).toContainText('You are signed out.', SOON);
  await expect(news(editor).getByRole('link', { name: 'Sign in in a new tab' })).toHaveAttribute('target', '_blank');
  await expect(field(editor, 'Summary')).toHaveValue('Typed after the session was over.');
  await expectAccessible(editor, 'signed out');

  const other = await as(browser, 'reviewer');
  await editor.context().addCookies(await other.context().cookies());
  await news(editor).getByRole('button', { name: 'Try again' }).click();
  await expect(news(editor)).toContainText('Someone else is now signed in here.', SOON);
  await editor.context().addCookies(cookies);
  await editor.evaluate(() => window.dispatchEvent(new Event('focus')));
  await saved(editor);
  await stands(editor, entry).toMatchObject({ summary: 'Typed after the session was over.' });
});

test('people see each other within seconds, and that the other is gone', async ({ browser }) => {
  // Nobody says goodbye: what a beat has to outlive, twice.
  test.slow();
  const { pages } = await openBoth(browser, 'Presence of two');
  const [editor, reviewer] = pages;
  await expect(editor.getByText(`${PEOPLE.reviewer.name} has this open, too`)).toBeVisible(SOON);
  await field(reviewer, 'Topic').fill('Lanterns');
  await expect(editor.getByText(`${PEOPLE.reviewer.name} is editing too`)).toBeVisible(SOON);
  await reviewer.context().close();
  await expect(editor.locator('[data-part="people"]')).toBeEmpty({ timeout: 60_000 });
});

test('what was removed from a list comes back', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const entry = await draft(editor, 'Undone', {
    sources: [{ name: 'Pier News', url: 'https://pier.example/1' }] as never,
  });
  await open(editor, entry);
  await editor.getByRole('button', { name: 'Remove source 1' }).click();
  await expect(editor.getByLabel('Source 1: address')).toHaveCount(0);
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(editor.getByLabel('Source 1: address')).toHaveValue('https://pier.example/1');
  await editor.getByRole('button', { name: 'Remove source 1' }).press('Enter');
  await expect(editor.getByLabel('Source 1: address')).toHaveCount(0);
  await editor.keyboard.press(`${CONTROL}+z`);
  await expect(editor.getByLabel('Source 1: address')).toHaveValue('https://pier.example/1');
});

test('the server dies between a save and its answer: the same save is repeated, and is one', async ({ browser }) => {
  test.setTimeout(300_000);
  const site = await ownSite();
  try {
    const editor = await as(browser, 'editor');
    const entry = await draft(editor, 'The server dies');
    await open(editor, entry, site.at);
    const before = await standing(editor, entry);
    let answered = 0;
    const loseAnswer = async (route: Route) => {
      if (route.request().method() !== 'PATCH' || answered > 0) return route.continue();
      answered += 1;
      expect((await route.fetch()).ok()).toBe(true);
      await site.kill();
      return route.abort('connectionreset');
    };
    await editor.route(`**/api/v1/entries/${entry}`, loseAnswer);
    await field(editor, 'Summary').fill('Saved, and nobody heard of it.');
    await expect(news(editor)).toContainText('The server isn’t responding.', SOON);
    await field(editor, 'Topic').fill('Typed meanwhile');
    const context = editor.context();
    await editor.waitForTimeout(500);
    await editor.close({ runBeforeUnload: false });
    await site.start();
    const again = await context.newPage();
    await open(again, entry, site.at);
    await expect(field(again, 'Topic')).toHaveValue('Typed meanwhile');
    await saved(again);
    const after = await standing(again, entry);
    expect(after.fields).toMatchObject({ summary: 'Saved, and nobody heard of it.', topic: 'Typed meanwhile' });
    expect(after.version).toBe(before.version + 2);
    await context.close();
  } finally {
    await site.end();
  }
});
