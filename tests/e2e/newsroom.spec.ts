import type { Page } from '@playwright/test';
import {
  arrivesAtDesk,
  as,
  at,
  expect,
  expectAccessible,
  keepPicture,
  PEOPLE,
  sayYes,
  signIn,
  test,
  visitor,
} from './newsroom.ts';

const CONTROL = process.platform === 'darwin' ? 'Meta' : 'Control';
const DAY = '2032-02-03';

const field = (page: Page, label: string) =>
  page.getByRole('form', { name: 'Entry' }).getByLabel(label, { exact: true });
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

test('an editor writes, a reviewer sends back, the editor mends, the reviewer approves', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'The night ferry to Sél sails again');
  await field(editor, 'Summary').fill('It had been in dry dock since the autumn.');

  await editor.getByRole('button', { name: 'Add a source' }).click();
  await editor.keyboard.insertText('https://www.bbc.co.uk/news/ferry');
  await expect(editor.getByLabel('Source 1: publisher')).toHaveValue('BBC');

  await field(editor, 'Contexts').fill('Sél night boats');
  await editor.getByRole('option', { name: /Create context/ }).click();
  await expect(editor.getByRole('button', { name: 'Remove Sél night boats' })).toBeVisible();
  await field(editor, 'Contexts').fill('sel NIGHT boats');
  await expect(editor.getByText('Sél night boats is already added.')).toBeVisible();
  await field(editor, 'Contexts').fill('');

  const related = editor.getByRole('combobox', { name: 'Search the archive for a related entry' });
  await related.pressSequentially('the');
  await expect(editor.getByRole('option').first()).toBeVisible();
  await editor.keyboard.press('Enter');

  const id = await saveByKey(editor);
  await expectAccessible(editor, 'editor');
  const page = await exactPage(editor).textContent();
  expect(page).toContain(
    '### [2032-02-3](/news/2032/02/3/index.md)\n\n# The night ferry to Sél sails again\n\nIt had been in dry dock ' +
      'since the autumn.\n\n\n### Source:\n\n1. [BBC](https://www.bbc.co.uk/news/ferry)\n',
  );

  await editor.keyboard.press(`${CONTROL}+Enter`);
  await expect(editor.getByText('In review').first()).toBeVisible();
  expect((await editor.request.get(at('/news/2032/02/3/the-night-ferry-to-sel-sails-again.md'))).status()).toBe(404);
  expect(
    (await editor.request.post(at(`/api/v1/entries/${id}/approve`), { data: { hash: '0'.repeat(64) } })).status(),
  ).toBe(403);

  const reviewer = await as(browser, 'reviewer');
  await reviewer.goto(at('/review'));
  await expectAccessible(reviewer, 'queue');
  await reviewer.getByRole('link', { name: /The night ferry to Sél/ }).click();
  await expect(reviewer.getByRole('button', { name: /Approve and publish/ })).toBeVisible();
  await expectAccessible(reviewer, 'review');
  await reviewer.keyboard.press('c');
  await reviewer.getByLabel('What should change').fill('Say which dock.');
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
  await sayYes(reviewer, 'Publish it');
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

test('an address is chosen before the first publication, and a new context that waits outlives a reload', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  await editor.goto(at(`/entries/new?day=${DAY}`));
  await field(editor, 'Contexts').fill('Harbour pilots of Sél');
  await editor.getByRole('option', { name: /Create context/ }).click();
  await expect(editor.getByRole('button', { name: 'Remove Harbour pilots of Sél' })).toBeVisible();
  await editor.reload();
  await expect(editor.getByRole('button', { name: 'Remove Harbour pilots of Sél' })).toBeVisible();

  await field(editor, 'Headline').fill('26');
  await expect(field(editor, 'Address')).toHaveValue('26');
  await expect(editor.getByText('The headline gives only digits for the address')).toBeVisible();
  await field(editor, 'Address').fill('Sél Pilots');
  await editor.keyboard.press('Tab');
  await expect(field(editor, 'Address')).toHaveValue('sel-pilots');
  const id = await saveByKey(editor);
  const read = async () =>
    (await (await editor.request.get(at(`/api/v1/entries/${id}`))).json()) as {
      proposedPath: string;
      proposal: { fields: { slug?: string; contexts: number[] } };
    };
  expect(await read()).toMatchObject({
    proposedPath: 'news/2032/02/3/sel-pilots.md',
    proposal: { fields: { slug: 'sel-pilots', contexts: [expect.any(Number)] } },
  });
  await expectAccessible(editor, 'editor with an address');

  await editor.getByRole('button', { name: 'Use the suggested address' }).click();
  await expect(field(editor, 'Address')).toHaveValue('26');
  await editor.keyboard.press(`${CONTROL}+s`);
  await expect.poll(async () => (await read()).proposedPath).toBe('news/2032/02/3/26.md');
});

test('Ctrl Enter in a comment sends the comment alone', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'A tug pulls the old pontoon away');
  const id = await saveByKey(editor);
  await editor.reload();
  await editor.getByRole('button', { name: 'Comment', exact: true }).click();
  await editor
    .getByRole('form', { name: /^Comment on/ })
    .getByRole('textbox')
    .fill('Is it the one from the fish market?');
  await editor.keyboard.press(`${CONTROL}+s`);
  await editor.keyboard.press(`${CONTROL}+Enter`);
  await expect(editor.getByRole('article').filter({ hasText: 'the fish market' })).toBeVisible();
  await editor.getByRole('button', { name: 'Reply' }).click();
  await editor.getByRole('form', { name: 'Your reply' }).getByRole('textbox').fill('It is.');
  await editor.keyboard.press(`${CONTROL}+Enter`);
  await expect(editor.getByRole('article').filter({ hasText: 'It is.' })).toBeVisible();
  const { proposal } = (await (await editor.request.get(at(`/api/v1/entries/${id}`))).json()) as {
    proposal: { state: string };
  };
  expect(proposal.state).toBe('draft');
});

/** Pastes a text into what has the focus, as the clipboard would. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.keyboard.press(`${CONTROL}+v`);
}

test('back, forward and reload show the entry that was saved, and never begin a second one', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const headline = 'A lightship is towed home';
  const sent: string[] = [];
  editor.on(
    'request',
    (request) => request.method() === 'POST' && request.url().endsWith('/api/v1/entries') && sent.push(request.url()),
  );
  await editor.goto(at('/'));
  await editor.goto(at(`/entries/new?day=${DAY}`));
  await field(editor, 'Headline').fill(headline);
  await expect(editor).toHaveURL(/\/entries\/\d+$/);
  const address = editor.url();
  await field(editor, 'Summary').fill('It had burned for sixty years.');
  await expect(editor.getByText(/^Saved \d/).first()).toBeVisible();
  await editor.getByRole('link', { name: 'Desk', exact: true }).first().click();
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText('Desk');
  await editor.goBack();
  await expect(editor).toHaveURL(address);
  await expect(field(editor, 'Headline')).toHaveValue(headline);
  await expect(field(editor, 'Summary')).toHaveValue('It had burned for sixty years.');
  // Once more, within the site: the page comes out of the router's memory.
  await editor.goto(address);
  await field(editor, 'Summary').fill('It had burned for seventy years.');
  await saveByKey(editor);
  await editor.getByRole('link', { name: 'Desk', exact: true }).first().click();
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText('Desk');
  await editor.goBack();
  await expect(field(editor, 'Summary')).toHaveValue('It had burned for seventy years.');
  await editor.reload();
  await expect(field(editor, 'Headline')).toHaveValue(headline);
  expect(sent).toHaveLength(1);
});

test('an entry that is left before its first save answers is found again, with its text', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const headline = 'The pilot boat gets a new engine';
  await editor.goto(at('/calendar'));
  await editor.getByRole('link', { name: 'New entry' }).first().click();
  await expect(field(editor, 'Headline')).toBeVisible();
  await editor.route('**/api/v1/entries', async (route) => {
    const answer = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.fulfill({ response: answer });
  });
  await field(editor, 'Headline').fill(headline);
  const saving = editor.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/api/v1/entries'),
  );
  await editor.keyboard.press(`${CONTROL}+s`);
  await saving;
  const answered = editor.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().endsWith('/api/v1/entries'),
  );
  await editor.goBack();
  await expect(editor).toHaveURL(/\/calendar/);
  // The answer comes when the person is elsewhere, whose address stays.
  await answered;
  await expect(editor).toHaveURL(/\/calendar/);
  await editor.goForward();
  await expect(field(editor, 'Headline')).toHaveValue(headline);
  await expect(editor).toHaveURL(/\/entries\/\d+$/);
  const found = (await (await editor.request.get(at('/api/v1/entries/titles?q=pilot+boat+engine'))).json()) as {
    items: unknown[];
  };
  expect(found.items).toHaveLength(1);
});

test('a double click submits and pulls back once', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'A dredger starts at dawn');
  await saveByKey(editor);
  const moves: string[] = [];
  editor.on(
    'request',
    (request) => /\/(?:submit|pull-back)$/.test(request.url()) && moves.push(request.url().split('/').at(-1) ?? ''),
  );
  await editor.getByRole('button', { name: 'Submit' }).dblclick();
  await expect(editor.getByText('In review').first()).toBeVisible();
  await expect(editor.getByText('Not saved')).toHaveCount(0);
  await editor.getByRole('button', { name: 'Pull back' }).dblclick();
  await expect(editor.getByText('Pulled back to draft').first()).toBeAttached();
  await expect(editor.getByText('Not saved')).toHaveCount(0);
  expect(moves).toEqual(['submit', 'pull-back']);
});

test('what is pasted comes in clean, keeps the caret and can be undone', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'The winter timetable of the ferries');
  const summary = field(editor, 'Summary');
  await summary.fill('Hello world end');
  await summary.press('End');
  for (let n = 0; n < 4; n += 1) await summary.press('ArrowLeft');
  await paste(editor, 'one\ntwo ');
  await expect(summary).toHaveValue('Hello worldone two  end');
  await editor.keyboard.type('X');
  await expect(summary).toHaveValue('Hello worldone two X end');
  for (let n = 0; n < 3; n += 1) await editor.keyboard.press(`${CONTROL}+z`);
  await expect(summary).not.toHaveValue(/one|two|X/);

  await field(editor, 'Topic').focus();
  await paste(editor, 'a\u000bb\u0085c\u2028d\te');
  await expect(field(editor, 'Topic')).toHaveValue('a b c d e');
  await field(editor, 'Headline').fill('a\u000bb');
  await expect(field(editor, 'Headline')).toHaveValue('a b');

  await editor.getByRole('button', { name: 'Add a source' }).click();
  await paste(editor, 'https://www.bbc.co.uk/news/1\nhttps://www.dw.com/en/2\nhttps://example.org/3\n');
  await expect(editor.getByLabel('Source 1: address')).toHaveValue('https://www.bbc.co.uk/news/1');
  await expect(editor.getByLabel('Source 1: publisher')).toHaveValue('BBC');
  await expect(editor.getByLabel('Source 3: address')).toHaveValue('https://example.org/3');
  await keepPicture(editor, 'pasted-sources-desktop');
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(editor.getByLabel('Source 1: address')).toHaveValue('');
  await expect(editor.getByLabel('Source 2: address')).toHaveCount(0);
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
  const { proposal } = (await (await reviewer.request.get(at(`/api/v1/entries/${id}`))).json()) as {
    proposal: { hash: string };
  };
  const refused = await reviewer.request.post(at(`/api/v1/entries/${id}/approve`), {
    data: { hash: proposal.hash, farDayConfirmed: true },
  });
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
  for (const words of ['Words of the editor.', 'Words of the reviewer.'])
    await expect(clash.getByText(words)).toBeVisible();
  await expectAccessible(second, 'stale save');
  await clash.getByRole('radio', { name: 'Mine' }).check();
  await second.getByRole('button', { name: `Save over ${PEOPLE.editor.name}’s version` }).click();
  await saved(second);
  await second.reload();
  await expect(field(second, 'Summary')).toHaveValue('Words of the reviewer.');
});

test('my own quick saves on a slow network never clash', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'Quick saves');
  const id = await saveByKey(editor);
  await editor.route('**/api/v1/entries/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  for (const words of ['One.', 'One. Two.', 'One. Two. Three.']) {
    await field(editor, 'Summary').fill(words);
    await editor.keyboard.press(`${CONTROL}+s`);
  }
  await expect(async () => {
    const view = (await (await editor.request.get(at(`/api/v1/entries/${id}`))).json()) as {
      proposal: { fields: { summary: string } };
    };
    expect(view.proposal.fields.summary).toBe('One. Two. Three.');
  }).toPass();
  await expect(editor.getByRole('button', { name: /^Save over/ })).toHaveCount(0);
  await expect(field(editor, 'Summary')).toHaveValue('One. Two. Three.');
});

test('text that was not saved is back after the tab died', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  await beginEntry(editor, 'The tab dies');
  await saveByKey(editor);
  await field(editor, 'Summary').fill('Typed, but never saved.');
  await expect(editor.getByText('Unsaved changes')).toBeVisible();
  await expect
    .poll(() => editor.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('dateline:unsaved:'))))
    .toBe(true);
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
  await expect(editor.getByText(/not a valid day/).first()).toBeVisible();
  await expect(editor.getByText(/must begin with http/)).toBeVisible();
  await expect(editor.locator('a[href^="javascript"]')).toHaveCount(0);
  await field(editor, 'Day').fill('2032-02-04');
  await editor.getByLabel('Source 1: address').fill('https://example.org/');
  await editor.keyboard.press(`${CONTROL}+s`);
  await expect(editor.getByText(/300 characters/).first()).toBeVisible();
  await expect(field(editor, 'Headline')).toHaveValue('x'.repeat(300));
  await expectAccessible(editor, 'editor with problems');
});

test('a reviewer puts a day in order by keys, an editor proposes an order, and the page follows', async ({
  browser,
}) => {
  const reviewer = await as(browser, 'reviewer');
  const editor = await as(browser, 'editor');
  const day = '2032-03-01';
  for (const headline of ['First of the day', 'Second of the day', 'Third of the day']) {
    const made = (await (
      await editor.request.post(at('/api/v1/entries'), {
        data: { day, topic: '', headline, summary: 'Short.', sources: [], contexts: [], related: [] },
      })
    ).json()) as { entry: number; hash: string };
    await editor.request.post(at(`/api/v1/entries/${made.entry}/submit`), { data: {} });
    expect(
      (
        await reviewer.request.post(at(`/api/v1/entries/${made.entry}/approve`), {
          data: { hash: made.hash, farDayConfirmed: true },
        })
      ).ok(),
    ).toBe(true);
  }
  const order = async () =>
    (await (await reviewer.request.get(at('/news/2032/03/1/index.md'))).text()).match(/(?<=### \[)\w+/g);
  expect(await order()).toEqual(['First', 'Second', 'Third']);
  await reviewer.goto(at(`/days/${day}`));
  await expectAccessible(reviewer, 'day');
  await reviewer.getByRole('button', { name: /Move down: .First of the day/ }).click();
  await expect.poll(order).toEqual(['Second', 'First', 'Third']);
  await reviewer.getByRole('button', { name: /Move up: .Third of the day/ }).click();
  await expect.poll(order).toEqual(['Second', 'Third', 'First']);

  await editor.goto(at(`/days/${day}`));
  await editor.getByRole('button', { name: /Move down: .Second of the day/ }).click();
  await expect(editor.getByText('Only reviewers can change the order of a day.')).toBeVisible();
  await expectAccessible(editor, 'a moved order');
  await editor.getByRole('button', { name: 'Propose this order' }).click();
  await expect(editor.getByRole('link', { name: /proposed a new order/ })).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Propose this order' })).toBeHidden();
  expect(await order()).toEqual(['Second', 'Third', 'First']);

  await reviewer.goto(at('/review?kind=order'));
  await reviewer.getByRole('link', { name: 'Order of 1 March 2032' }).click();
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('Order of 1 March 2032');
  await expectAccessible(reviewer, 'the order of a day in review');
  await reviewer.getByRole('button', { name: 'Approve and publish' }).click();
  await sayYes(reviewer, 'Publish it');
  await expect.poll(order).toEqual(['Third', 'Second', 'First']);
});

test('a wrong password and an unknown person get one answer, and a disabled one is out at once', async ({
  browser,
}) => {
  const page = await visitor(browser);
  await page.goto(at('/days/2032-03-01'));
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await expectAccessible(page, 'sign in');
  const answers: string[] = [];
  for (const email of [PEOPLE.editor.email, 'nobody@example.org']) {
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').first().fill('not the password at all');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    answers.push((await page.getByRole('alert').filter({ hasText: /\w/ }).textContent()) ?? '');
  }
  expect(answers[0]).toBe(answers[1]);
  await page.context().close();

  const admin = await as(browser, 'admin');
  const email = 'passing@example.org';
  const added = await admin.request.post(at('/api/v1/people'), {
    data: { email, name: 'Passing Guest', role: 'editor', password: 'here for one day only' },
  });
  const { id } = (await added.json()) as { id: number };
  const guest = await visitor(browser);
  await guest.goto(at('/sign-in'));
  await guest.getByLabel('Email').fill(email);
  await guest.getByLabel('Password').first().fill('here for one day only');
  await guest.getByRole('button', { name: 'Sign in', exact: true }).click();
  await arrivesAtDesk(guest);
  expect((await admin.request.post(at(`/api/v1/people/${id}/disable`), { data: {} })).ok()).toBe(true);
  expect((await guest.request.get(at('/api/v1/entries'))).status()).toBe(401);
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
