import type { Page } from '@playwright/test';
import { arrivesAtDesk, as, at, expect, expectAccessible, PEOPLE, signIn, test, visitor } from './newsroom.ts';

const CONTROL = process.platform === 'darwin' ? 'Meta' : 'Control';
const DAY = '2032-02-03';

const field = (page: Page, label: string) => page.getByRole('form', { name: 'Entry' }).getByLabel(label, { exact: true });
const exactPage = (page: Page) => page.getByRole('region', { name: 'The page as exported' }).locator('pre');
const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: /Saved \d/ })).toBeAttached();

async function beginEntry(page: Page, headline: string, day = DAY): Promise<void> {
  await page.goto(at(`/entries/new?day=${day}`));
  await field(page, 'Headline').fill(headline);
}

async function saveByKey(page: Page): Promise<string> {
  await page.keyboard.press(`${CONTROL}+s`);
  await saved(page);
  await expect(page).toHaveURL(/\/entries\/\d+$/);
  return page.url().split('/').at(-1) ?? '';
}

test('an editor writes, a reviewer sends back, the editor mends, the reviewer approves; readers get the very page', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'The night ferry to Sél sails again');
  await field(editor, 'Summary').fill('It had been in dry dock since the autumn.');

  await editor.getByRole('button', { name: 'Add a source' }).click();
  await editor.keyboard.insertText('https://www.bbc.co.uk/news/ferry');
  await expect(editor.getByLabel('Source 1: publisher')).toHaveValue('BBC');

  await field(editor, 'Contexts').fill('Sél night boats');
  await editor.getByRole('option', { name: /Create the context/ }).click();
  await expect(editor.getByRole('button', { name: 'Remove Sél night boats' })).toBeVisible();
  await field(editor, 'Contexts').fill('sel NIGHT boats');
  await expect(editor.getByText('Sél night boats is chosen already.')).toBeVisible();
  await field(editor, 'Contexts').fill('');

  const related = editor.getByRole('combobox', { name: 'Search the archive for a related event' });
  await related.pressSequentially('the');
  await expect(editor.getByRole('option').first()).toBeVisible();
  await editor.keyboard.press('Enter');

  const id = await saveByKey(editor);
  await expectAccessible(editor, 'editor');
  const page = await exactPage(editor).textContent();
  expect(page).toContain(
    '### [2032-02-3](/news/2032/02/3/index.md)\n\n# The night ferry to Sél sails again\n\nIt had been in dry dock since the autumn.\n\n\n### Source:\n\n1. [BBC](https://www.bbc.co.uk/news/ferry)\n',
  );

  await editor.keyboard.press(`${CONTROL}+Enter`);
  await expect(editor.getByText('In review').first()).toBeVisible();
  expect((await editor.request.get(at('/news/2032/02/3/the-night-ferry-to-sel-sails-again.md'))).status()).toBe(404);
  expect((await editor.request.post(at(`/api/v1/events/${id}/approve`), { data: { hash: '0'.repeat(64) } })).status()).toBe(403);

  const reviewer = await as(browser, 'reviewer');
  await reviewer.goto(at('/review'));
  await expectAccessible(reviewer, 'queue');
  await reviewer.getByRole('link', { name: /The night ferry to Sél/ }).click();
  await expect(reviewer.getByRole('button', { name: /Approve and publish/ })).toBeVisible();
  await expectAccessible(reviewer, 'review');
  await reviewer.keyboard.press('c');
  await reviewer.getByLabel('What has to change').fill('Say which dock.');
  await reviewer.getByRole('form', { name: 'Request changes' }).getByRole('button').first().click();
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${id}$`));

  await editor.goto(at('/'));
  await expect(editor.getByText('Say which dock.')).toBeVisible();
  await editor.goto(at(`/entries/${id}`));
  await expect(editor.getByText('Say which dock.')).toBeVisible();
  await field(editor, 'Summary').fill('It had been in the dry dock of Avila since the autumn.');
  await editor.keyboard.press(`${CONTROL}+Enter`);
  await expect(editor.getByText('In review').first()).toBeVisible();
  const approved = await exactPage(editor).textContent();

  await reviewer.goto(at(`/review/${id}`));
  await expect(reviewer.getByText('of Avila').first()).toBeVisible();
  await reviewer.keyboard.press('a');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${id}$`));
  const answer = await reviewer.request.get(at('/news/2032/02/3/the-night-ferry-to-sel-sails-again.md'));
  expect(answer.headers()['content-type']).toBe('text/markdown; charset=utf-8');
  expect(await answer.text()).toBe(approved);
  expect(await (await reviewer.request.get(at('/news/2032/02/3/index.md'))).text()).toContain(
    '### [The night ferry to Sél sails again](/news/2032/02/3/the-night-ferry-to-sel-sails-again.md)\n',
  );

  await reviewer.goto(at('/news/2032/02/3/the-night-ferry-to-sel-sails-again'));
  await expect(reviewer.getByRole('heading', { level: 1 })).toContainText('The night ferry to Sél sails again');
  await expectAccessible(reviewer, 'published entry');
});

test('nobody approves what they wrote', async ({ browser }) => {
  const reviewer = await as(browser, 'reviewer');
  await beginEntry(reviewer, 'A reviewer writes, too');
  const id = await saveByKey(reviewer);
  await reviewer.keyboard.press(`${CONTROL}+Enter`);
  await expect(reviewer.getByText('In review').first()).toBeVisible();
  await reviewer.goto(at(`/review/${id}`));
  await expect(reviewer.getByText(/somebody else/i).first()).toBeVisible();
  await expect(reviewer.getByRole('button', { name: /Approve/ })).toHaveCount(0);
  const { proposal } = (await (await reviewer.request.get(at(`/api/v1/events/${id}`))).json()) as { proposal: { hash: string } };
  const refused = await reviewer.request.post(at(`/api/v1/events/${id}/approve`), { data: { hash: proposal.hash } });
  expect([refused.status(), ((await refused.json()) as { code: string }).code]).toEqual([403, 'own-work']);
});

test('the second of two who save keeps every word, and saves on top', async ({ browser }) => {
  const first = await as(browser, 'editor');
  await beginEntry(first, 'Two people write at once');
  const id = await saveByKey(first);
  const second = await as(browser, 'reviewer');
  await second.goto(at(`/entries/${id}`));
  await field(first, 'Summary').fill('Words of the editor.');
  await saveByKey(first);
  await field(second, 'Summary').fill('Words of the reviewer.');
  await second.keyboard.press(`${CONTROL}+s`);
  const clash = second.getByRole('region', { name: /changed the same words/ });
  for (const words of ['Words of the editor.', 'Words of the reviewer.']) await expect(clash.getByText(words)).toBeVisible();
  await expectAccessible(second, 'stale save');
  await clash.getByRole('radio', { name: 'Mine' }).check();
  await second.getByRole('button', { name: /on top/ }).click();
  await saved(second);
  await second.reload();
  await expect(field(second, 'Summary')).toHaveValue('Words of the reviewer.');
});

test('my own quick saves on a slow network never clash', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'Quick saves');
  const id = await saveByKey(editor);
  await editor.route('**/api/v1/events/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  for (const words of ['One.', 'One. Two.', 'One. Two. Three.']) {
    await field(editor, 'Summary').fill(words);
    await editor.keyboard.press(`${CONTROL}+s`);
  }
  await expect(async () => {
    const view = (await (await editor.request.get(at(`/api/v1/events/${id}`))).json()) as { proposal: { fields: { summary: string } } };
    expect(view.proposal.fields.summary).toBe('One. Two. Three.');
  }).toPass();
  await expect(editor.getByRole('button', { name: /on top/ })).toHaveCount(0);
  await expect(field(editor, 'Summary')).toHaveValue('One. Two. Three.');
});

test('text that was not saved is back after the tab died', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'The tab dies');
  await saveByKey(editor);
  await field(editor, 'Summary').fill('Typed, but never saved.');
  await expect(editor.getByText('Unsaved changes')).toBeVisible();
  await expect.poll(() => editor.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('dateline:unsaved:')))).toBe(true);
  const address = editor.url();
  const context = editor.context();
  await editor.close({ runBeforeUnload: false });
  const again = await context.newPage();
  await again.goto(address);
  await expect(field(again, 'Summary')).toHaveValue('Typed, but never saved.');
  await context.close();
});

test('bad input is said at its field, and nothing is lost', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'x'.repeat(300), '2032-02-04');
  await editor.getByRole('button', { name: 'Add a source' }).click();
  await editor.getByLabel('Source 1: address').fill('javascript:alert(1)');
  await editor.getByLabel('Source 1: publisher').fill('Nobody');
  await field(editor, 'Day').fill('2032-02-30');
  await editor.keyboard.press(`${CONTROL}+s`);
  await expect(editor.getByText(/not a day that exists/).first()).toBeVisible();
  await expect(editor.getByText(/has to begin with http/)).toBeVisible();
  await expect(editor.locator('a[href^="javascript"]')).toHaveCount(0);
  await field(editor, 'Day').fill('2032-02-04');
  await editor.getByLabel('Source 1: address').fill('https://example.org/');
  await editor.keyboard.press(`${CONTROL}+s`);
  await expect(editor.getByText(/300 characters/).first()).toBeVisible();
  await expect(field(editor, 'Headline')).toHaveValue('x'.repeat(300));
  await expectAccessible(editor, 'editor with problems');
});

test('a reviewer puts a day in order by keys, and the page follows', async ({ browser }) => {
  const reviewer = await as(browser, 'reviewer');
  const editor = await as(browser, 'editor');
  const day = '2032-03-01';
  for (const headline of ['First of the day', 'Second of the day', 'Third of the day']) {
    const made = (await (
      await editor.request.post(at('/api/v1/events'), { data: { day, topic: '', headline, summary: 'Short.', sources: [], contexts: [], related: [] } })
    ).json()) as { event: number; hash: string };
    await editor.request.post(at(`/api/v1/events/${made.event}/submit`), { data: {} });
    expect((await reviewer.request.post(at(`/api/v1/events/${made.event}/approve`), { data: { hash: made.hash } })).ok()).toBe(true);
  }
  const order = async () => (await (await reviewer.request.get(at('/news/2032/03/1/index.md'))).text()).match(/(?<=### \[)\w+/g);
  expect(await order()).toEqual(['First', 'Second', 'Third']);
  await reviewer.goto(at(`/days/${day}`));
  await expectAccessible(reviewer, 'day');
  await reviewer.getByRole('button', { name: /Move down: .First of the day/ }).click();
  await expect.poll(order).toEqual(['Second', 'First', 'Third']);
  await reviewer.getByRole('button', { name: /Move up: .Third of the day/ }).click();
  await expect.poll(order).toEqual(['Second', 'Third', 'First']);

  await editor.goto(at(`/days/${day}`));
  await expect(editor.getByText('First of the day').first()).toBeVisible();
  await expect(editor.getByRole('button', { name: /^Move (up|down)/ })).toHaveCount(0);
});

test('a wrong password and an unknown person get one answer, and a disabled one is out at once', async ({ browser }) => {
  const page = await visitor(browser);
  await page.goto(at('/days/2032-03-01'));
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await expectAccessible(page, 'sign in');
  const answers: string[] = [];
  for (const email of [PEOPLE.editor.email, 'nobody@example.org']) {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').first().fill('not the password at all');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    answers.push((await page.getByRole('alert').filter({ hasText: /\w/ }).textContent()) ?? '');
  }
  expect(answers[0]).toBe(answers[1]);
  await page.context().close();

  const admin = await as(browser, 'admin');
  const email = 'passing@example.org';
  const added = await admin.request.post(at('/api/v1/people'), { data: { email, name: 'Passing Guest', role: 'editor', password: 'here for one day only' } });
  const { id } = (await added.json()) as { id: number };
  const guest = await visitor(browser);
  await guest.goto(at('/sign-in'));
  await guest.getByLabel('E-mail').fill(email);
  await guest.getByLabel('Password').first().fill('here for one day only');
  await guest.getByRole('button', { name: 'Sign in', exact: true }).click();
  await arrivesAtDesk(guest);
  expect((await admin.request.post(at(`/api/v1/people/${id}/disable`), { data: {} })).ok()).toBe(true);
  expect((await guest.request.get(at('/api/v1/events'))).status()).toBe(401);
  await guest.goto(at('/'));
  await expect(guest).toHaveURL(/\/sign-in/);
});

test('signing out ends the session', async ({ browser }) => {
  const page = await visitor(browser);
  await signIn(page, 'editor');
  await page.getByRole('button', { name: `Account of ${PEOPLE.editor.name}` }).click();
  await page.getByRole('button', { name: /Sign out/ }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(at('/'));
  await expect(page).toHaveURL(/\/sign-in/);
});
