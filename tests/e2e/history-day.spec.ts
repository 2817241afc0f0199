import type { Page } from '@playwright/test';
import { as, at, expect, expectAccessible, expectNoSidewaysScrolling, sayYes, test } from './newsroom.ts';

type Fields = { day: string; headline: string; summary?: string };
type Entry = { id: number; hash: string; revision: number; path: string };

const WIDTHS = [1280, 390];

const fieldsOf = ({ day, headline, summary = 'What happened.' }: Fields) => ({
  day,
  topic: '',
  headline,
  summary,
  sources: [],
  contexts: [],
  related: [],
});

async function post<T>(page: Page, address: string, data: object): Promise<T> {
  const answer = await page.request.post(at(`/api/v1${address}`), { data });
  expect([address, answer.ok()]).toEqual([address, true]);
  return (await answer.json()) as T;
}

/** An entry that `writer` wrote and `reviewer` approved. */
async function published(writer: Page, reviewer: Page, fields: Fields): Promise<Entry> {
  const { entry, hash, revision } = await post<{ entry: number; hash: string; revision: number }>(
    writer,
    '/entries',
    fieldsOf(fields),
  );
  return { id: entry, hash, revision, path: await approved(writer, reviewer, entry, hash) };
}

async function approved(writer: Page, reviewer: Page, entry: number, hash: string): Promise<string> {
  await post(writer, `/entries/${entry}/submit`, {});
  return (await post<{ path: string }>(reviewer, `/entries/${entry}/approve`, { hash, farDayConfirmed: true })).path;
}

/** Another text of a published entry, by `writer`; returns its hash. */
async function saved(writer: Page, entry: number, revision: number, fields: Fields): Promise<string> {
  const answer = await writer.request.patch(at(`/api/v1/entries/${entry}`), {
    data: { fields: fieldsOf(fields) },
    headers: { 'if-match': `"${revision}"` },
  });
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as { hash: string }).hash;
}

/** What axe and a narrow screen say about a page, at the width of a desk and of a phone. */
async function expectGood(page: Page, what: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page, `${what} at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('an entry moves to another day: proposed from its day, shown to the reviewer, and its readers follow', async ({
  browser,
}) => {
  const [editor, reviewer] = [await as(browser, 'editor'), await as(browser, 'reviewer')];
  const { id, path } = await published(editor, reviewer, { day: '2003-02-01', headline: 'The bridge is opened' });
  await published(editor, reviewer, { day: '2003-02-01', headline: 'The ferry goes on' });
  await editor.goto(at('/days/2003-02-01'));
  await editor.getByRole('button', { name: 'Move to another day: “The bridge is opened”' }).click();
  const dialog = editor.getByRole('dialog', { name: 'Move to another day' });
  await dialog.getByLabel('New day').fill('2003-02-30');
  await editor.keyboard.press('Enter');
  await expect(dialog.getByText('Enter a valid day')).toBeVisible();
  await expectAccessible(editor, 'move dialog');
  await dialog.getByLabel('New day').fill('2003-02-03');
  await editor.keyboard.press('Enter');
  await expect(editor.getByRole('region', { name: 'On the day’s page' }).getByText('Moves to')).toBeVisible();
  await expect(dialog).toBeHidden();
  await expectGood(editor, 'day with a move that waits');
  expect((await editor.request.get(at(`/${path}`), { maxRedirects: 0 })).status()).toBe(200);

  await reviewer.goto(at(`/review/${id}`));
  await expect(reviewer.getByText('2003-02-03').first()).toBeVisible();
  await expect(reviewer.getByText('news/2003/02/3/the-bridge-is-opened.md').first()).toBeVisible();
  await reviewer.keyboard.press('a');
  await sayYes(reviewer, 'Publish it');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${id}$`));

  const left = await editor.request.get(at(`/${path}`), { maxRedirects: 0 });
  expect([left.status(), left.headers()['location']]).toEqual([308, '/news/2003/02/3/the-bridge-is-opened.md']);
  await editor.goto(at('/news/2003/02/1/the-bridge-is-opened'));
  await expect(editor).toHaveURL(/\/news\/2003\/02\/3\/the-bridge-is-opened$/);
  await editor.goto(at('/days/2003-02-01'));
  await expect(editor.getByRole('region', { name: 'Moved to another day' })).toContainText('The bridge is opened');
  await expect(editor.getByRole('region', { name: 'On the day’s page' })).not.toContainText('The bridge is opened');
  await expectGood(editor, 'day that an entry left');
});

test('the editor says plainly that another day moves the page', async ({ browser }) => {
  const [editor, reviewer] = [await as(browser, 'editor'), await as(browser, 'reviewer')];
  const { id } = await published(editor, reviewer, { day: '2003-02-10', headline: 'The tram runs again' });
  await editor.goto(at(`/entries/${id}`));
  const day = editor.getByRole('textbox', { name: 'Day', exact: true });
  await expect(day).toHaveValue('2003-02-10');
  await day.fill('2003-02-11');
  await expect(editor.getByText('Moves the entry to 11 February 2003')).toBeVisible();
  await expectAccessible(editor, 'editor with another day');
});

test('the history tells what happened, compares any two revisions, and brings one back', async ({ browser }) => {
  const [editor, reviewer] = [await as(browser, 'editor'), await as(browser, 'reviewer')];
  const day = '2003-03-01';
  const first = await published(editor, reviewer, { day, headline: 'A storm closes the harbour' });
  await post(editor, '/contexts', { name: `Harbour ${Date.now()}` });
  const hash = await saved(editor, first.id, first.revision, {
    day,
    headline: 'A storm closes the old harbour',
    summary: 'Two ferries wait outside.',
  });
  await post(editor, `/entries/${first.id}/submit`, {});
  await post(reviewer, `/entries/${first.id}/request-changes`, { reason: 'Which harbour is that?' });
  await approved(editor, reviewer, first.id, hash);

  await editor.goto(at(`/days/${day}`));
  await editor.getByRole('link', { name: 'History of “A storm closes the old harbour”' }).click();
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText('A storm closes the old harbour');
  await expect(editor.getByText('Which harbour is that?')).toBeVisible();
  await expect(editor.getByRole('heading', { level: 2 })).toHaveText([
    /^Change by Edda Editor/,
    /^New entry by Edda Editor/,
  ]);
  await expectGood(editor, 'history');

  await editor
    .getByRole('link', { name: `Compare…, revision ${first.revision}` })
    .first()
    .click();
  await expect(editor.getByText(`Comparing from revision ${first.revision}.`)).toBeVisible();
  await editor
    .getByRole('link', { name: /^Compare with selected/ })
    .first()
    .click();
  const comparison = editor.getByRole('region', { name: /^Revision \d+ and \d+$/ });
  await expect(comparison.locator('ins').filter({ hasText: 'old' })).toBeVisible();
  await expect(comparison.getByRole('heading', { level: 3 })).toHaveText(['Headline', 'Summary']);
  await expectGood(editor, 'comparison');

  await editor
    .getByRole('button', { name: `Restore revision ${first.revision}` })
    .first()
    .click();
  await expect(editor).toHaveURL(new RegExp(`/entries/${first.id}$`));
  await expect(editor.getByRole('textbox', { name: 'Headline' })).toHaveValue('A storm closes the harbour');
  await post(editor, `/entries/${first.id}/submit`, {});
  await editor.goto(at(`/entries/${first.id}/history`));
  await expect(editor.getByText(`restored revision ${first.revision}`)).toBeVisible();
  expect(
    (
      await editor.request.post(at(`/api/v1/entries/${first.id}/approve`), {
        data: { hash: first.hash, farDayConfirmed: true },
      })
    ).status(),
  ).toBe(403);
  await post(reviewer, `/entries/${first.id}/approve`, { hash: first.hash, farDayConfirmed: true });
});

test('a withdrawn page keeps its history, with its tombstone, and comes back from it', async ({ browser }) => {
  const [editor, reviewer] = [await as(browser, 'editor'), await as(browser, 'reviewer')];
  const { id, hash, revision } = await published(editor, reviewer, {
    day: '2003-03-05',
    headline: 'It says nothing new',
  });
  await post(editor, `/entries/${id}/withdraw`, { reason: 'The other page says it all.' });
  await post(reviewer, `/entries/${id}/approve`, { hash, farDayConfirmed: true });
  await editor.goto(at(`/entries/${id}/history`));
  await expect(editor.getByText('This entry was withdrawn')).toBeVisible();
  await expect(editor.getByText('The other page says it all.').first()).toBeVisible();
  await expectGood(editor, 'history of a withdrawn page');
  await editor
    .getByRole('button', { name: `Restore revision ${revision}` })
    .first()
    .click();
  await expect(editor).toHaveURL(new RegExp(`/entries/${id}$`));
});

test('a reviewer signs a day off as it is seen; what changes later shows, there and in the calendar', async ({
  browser,
}) => {
  const [editor, reviewer] = [await as(browser, 'editor'), await as(browser, 'reviewer')];
  const day = '2003-04-02';
  const { id, revision } = await published(editor, reviewer, { day, headline: 'The mill turns' });
  await editor.goto(at(`/days/${day}`));
  await expect(editor.getByText('Not signed off.')).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Sign off this day' })).toHaveCount(0);

  await reviewer.goto(at(`/days/${day}`));
  await reviewer.getByRole('button', { name: 'Sign off this day' }).click();
  await expect(reviewer.getByText(/Signed off by Rui Reviewer/)).toBeVisible();
  await expectGood(reviewer, 'a day that is signed off');

  const hash = await saved(editor, id, revision, { day, headline: 'The mill turns again' });
  await approved(editor, reviewer, id, hash);
  await reviewer.reload();
  await expect(reviewer.getByText('the day has changed since')).toBeVisible();
  await reviewer.goto(at('/calendar?month=2003-04'));
  await expect(reviewer.getByRole('link', { name: /2 April 2003: 1 published, changed since sign-off/ })).toBeVisible();
  await expectGood(reviewer, 'month');

  await reviewer.goto(at(`/days/${day}`));
  await reviewer.getByRole('button', { name: 'Sign off again' }).click();
  await expect(reviewer.getByText('the day has changed since')).toHaveCount(0);
  await reviewer.getByRole('button', { name: 'Undo sign-off' }).click();
  await expect(reviewer.getByText('Not signed off.')).toBeVisible();
});

test('the year is gone through with the keys, and the gaps of the archive are listed', async ({ browser }) => {
  const [editor, reviewer] = [await as(browser, 'editor'), await as(browser, 'reviewer')];
  await published(editor, reviewer, { day: '2004-05-01', headline: 'May begins' });
  await published(editor, reviewer, { day: '2004-05-04', headline: 'May goes on' });
  await editor.goto(at('/calendar?year=2004'));
  await expect(editor.getByRole('link', { name: / 2 May 2004: gap: nothing published/ })).toBeVisible();
  await expectGood(editor, 'year');
  await editor.getByRole('link', { name: / 1 May 2004: 1 published/ }).focus();
  for (const key of ['ArrowDown', 'PageDown', 'Home', 'ArrowRight']) await editor.keyboard.press(key);
  await expect(editor.getByRole('link', { name: / 8 June 2004/ })).toBeFocused();
  await editor.keyboard.press('Enter');
  await expect(editor).toHaveURL(/\/days\/2004-06-08$/);

  await editor.goto(at('/calendar?month=2004-05'));
  await editor.getByRole('link', { name: 'Gaps' }).click();
  await expect(editor.getByRole('listitem').filter({ hasText: ' 2 May 2004' })).toContainText(
    '2 days without an entry',
  );
  await editor.getByLabel('List').selectOption('1');
  await expect(
    editor.getByRole('listitem').filter({ hasText: ' 4 May 2004' }).filter({ hasText: 'one entry' }),
  ).toBeVisible();
  await expectGood(editor, 'gaps');
});
