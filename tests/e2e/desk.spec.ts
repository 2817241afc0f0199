import type { Page } from '@playwright/test';
import { as, at, expect, expectAccessible, type Role, test } from './newsroom.ts';

const WIDTHS = [
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
] as const;

/** Calls the API as the person of a page. */
async function api<T = { entry: number }>(page: Page, method: string, path: string, body: object = {}): Promise<T> {
  if (!page.url().startsWith('http')) await page.goto(at('/notices'));
  const { status, value } = await page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(`/api/v1${where}`, {
        method: how as string,
        headers: { 'content-type': 'application/json' },
        ...(how === 'GET' ? {} : { body: what as string }),
      });
      return { status: answer.status, value: await answer.json() };
    },
    [method, path, JSON.stringify(body)],
  );
  expect(status, `${method} ${path}: ${JSON.stringify(value)}`).toBeLessThan(300);
  return value as T;
}

/** A proposal that waits for a review. */
async function submitted(page: Page, headline: string, day = '2033-04-05'): Promise<number> {
  const sources = [{ name: 'Harbour Gazette', url: 'https://gazette.example/ferry' }];
  const { entry } = await api(page, 'POST', '/entries', {
    day,
    topic: '',
    headline,
    summary: 'The ferry sailed.',
    sources,
    contexts: [],
    related: [],
  });
  await api(page, 'POST', `/entries/${entry}/submit`);
  return entry;
}

for (const [device, viewport] of WIDTHS) {
  test.describe(`on ${device}`, () => {
    const open = (browser: Parameters<typeof as>[0], role: Role) => as(browser, role, { viewport });

    test('what a reviewer sends back rings the author’s bell, leads to the entry, and is read then', async ({
      browser,
    }) => {
      const headline = `The ferry is late on ${device}`;
      const [editor, reviewer] = [await open(browser, 'editor'), await open(browser, 'reviewer')];
      const entry = await submitted(editor, headline);
      await api(editor, 'POST', '/notices/marks', { upTo: 2_000_000_000 });
      await editor.goto(at('/'));
      await expect(editor.getByRole('link', { name: 'Notices', exact: true }).first()).toBeVisible();
      await api(reviewer, 'POST', `/entries/${entry}/request-changes`, { reason: 'Which ferry was it?' });
      await expect(async () => {
        await editor.evaluate(() => window.dispatchEvent(new Event('focus')));
        await expect(editor.getByRole('link', { name: 'Notices, 1 unread' })).toBeVisible({ timeout: 500 });
      }).toPass({ timeout: 60_000 });

      await editor.getByRole('link', { name: 'Notices, 1 unread' }).click();
      await expect(editor.getByRole('heading', { level: 1 })).toHaveText('Notices');
      await expectAccessible(editor, 'notices');
      const line = editor.getByRole('listitem').filter({ hasText: headline }).first();
      await expect(line).toContainText('Rui Reviewer requested changes to your work');
      await expect(line).toContainText('Which ferry was it?');
      await line.getByRole('link').click();
      await expect(editor).toHaveURL(at(`/entries/${entry}`));
      await expect(editor.getByRole('link', { name: 'Notices', exact: true }).first()).toBeVisible();

      await editor.goto(at('/'));
      await expect(editor.getByRole('region', { name: 'Changes requested' })).toContainText('Which ferry was it?');
      await expectAccessible(editor, 'desk');
    });

    test('all notices are marked as read at once, and that is taken back', async ({ browser }) => {
      const [editor, reviewer] = [await open(browser, 'editor'), await open(browser, 'reviewer')];
      const entry = await submitted(editor, `Read and unread on ${device}`);
      await api(reviewer, 'POST', `/entries/${entry}/request-changes`, { reason: 'Why?' });
      await expect(async () => {
        await editor.goto(at('/notices?unread=true'));
        await expect(editor.getByText(`Read and unread on ${device}`)).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 60_000 });
      await editor.getByRole('button', { name: 'Mark all as read' }).click();
      await expect(editor.getByText('All read.')).toBeVisible();
      await editor.getByRole('button', { name: 'Undo' }).click();
      await expect(editor.getByText(`Read and unread on ${device}`)).toBeVisible();
      await editor.getByRole('button', { name: `Mark as read: Read and unread on ${device}` }).click();
      await expect(editor.getByRole('button', { name: `Mark as unread: Read and unread on ${device}` })).toBeVisible();
    });

    test('one field leads to days in words, entries, places and what the screen can do', async ({ browser }) => {
      const editor = await open(browser, 'editor');
      const entry = await submitted(editor, `The quay of Palette on ${device}`);
      await editor.goto(at('/'));
      await expect(editor.getByRole('heading', { level: 1 })).toHaveText('Desk');
      const field = editor.getByRole('combobox', { name: /Search or jump to a page/ });
      const ask = async (text: string) => {
        await expect(async () => {
          await editor.keyboard.press('Control+k');
          await expect(field).toBeFocused({ timeout: 1_000 });
        }).toPass();
        await field.pressSequentially(text);
      };
      await ask('20 jan 2013');
      await expect(editor.getByRole('option').first()).toHaveText(/20 January 2013/);
      await expectAccessible(editor, 'palette');
      await editor.keyboard.press('Enter');
      await expect(editor).toHaveURL(at('/days/2013-01-20'));

      await ask('quay palette');
      const option = editor.getByRole('option', { name: new RegExp(`on ${device}`) }).first();
      await expect(option).toHaveAttribute('aria-selected', 'true');
      await editor.keyboard.press('Enter');
      await expect(editor).toHaveURL(at(`/entries/${entry}`));

      await ask('');
      await expect(editor.getByRole('group', { name: 'Recently opened' }).getByRole('option').first()).toContainText(
        'quay of Palette',
      );
      await editor.keyboard.type('calen');
      await expect(editor.getByRole('option', { name: /^Calendar/ })).toBeVisible();
      for (
        let n = 0;
        n < 6 && (await editor.getByRole('option', { name: /^Calendar/ }).getAttribute('aria-selected')) !== 'true';
        n += 1
      )
        await editor.keyboard.press('ArrowDown');
      await editor.keyboard.press('Enter');
      await expect(editor).toHaveURL(/\/calendar/);

      await ask('shortc');
      await editor.keyboard.press('Home');
      const shortcuts = editor.getByRole('option', { name: /Keyboard shortcuts/ });
      for (let n = 0; n < 6 && (await shortcuts.getAttribute('aria-selected')) !== 'true'; n += 1)
        await editor.keyboard.press('ArrowDown');
      await editor.keyboard.press('Enter');
      await expect(editor.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      await expectAccessible(editor, 'shortcuts');
      await editor.keyboard.press('Escape');
      await expect(editor.getByRole('dialog')).toBeHidden();
    });

    test('Enter takes the line that is seen as chosen, from the moment that it appears', async ({ browser }) => {
      const editor = await open(browser, 'editor');
      const entry = await submitted(editor, `A quick ferry on ${device}`);
      await editor.goto(at('/'));
      const field = editor.getByRole('combobox', { name: /Search or jump to a page/ });
      await expect(async () => {
        await editor.keyboard.press('Control+k');
        await expect(field).toBeFocused({ timeout: 1_000 });
      }).toPass();
      await editor.evaluate((title) => {
        new MutationObserver((_, observer) => {
          const chosen = document.querySelector('[role="option"][aria-selected="true"]');
          if (!chosen?.textContent?.includes(title)) return;
          observer.disconnect();
          document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        }).observe(document.body, { subtree: true, childList: true, attributes: true });
      }, `A quick ferry on ${device}`);
      await field.pressSequentially('quick ferry');
      await expect(editor).toHaveURL(at(`/entries/${entry}`));
    });

    test('a search is filtered, shared by its address, kept, removed and kept again', async ({ browser }) => {
      const [editor, reviewer] = [await open(browser, 'editor'), await open(browser, 'reviewer')];
      await submitted(editor, `Kept search on ${device}`, '2033-05-06');
      const name = `May of ${device}`;
      await editor.goto(at('/search'));
      const filters = () =>
        device === 'a phone' ? editor.getByRole('button', { name: /^Filters/ }).click() : undefined;
      await editor.getByLabel('Search for', { exact: true }).fill('kept search');
      await editor.getByRole('button', { name: 'Search', exact: true }).click();
      await expect(editor).toHaveURL(at('/search?q=kept+search'));
      await filters();
      await editor.getByLabel('From day').fill('1 May 2033');
      await editor.getByLabel('To day').fill('2033-05-31');
      await editor.getByRole('button', { name: 'Apply days and publisher' }).click();
      await expect(editor).toHaveURL(at('/search?q=kept+search&from=2033-05-01&to=2033-05-31'));
      await expect(editor.getByRole('link', { name: `Kept search on ${device}` })).toBeVisible();
      await filters();
      await editor.getByLabel('Status', { exact: true }).selectOption('draft');
      await expect(editor).toHaveURL(/state=draft/);
      await expect(editor.getByText('No entries match “kept search” with these filters.')).toBeVisible();
      await filters();
      await editor.getByLabel('Status', { exact: true }).selectOption('in-review');
      await expect(editor.getByRole('link', { name: `Kept search on ${device}` })).toBeVisible();
      await expectAccessible(editor, 'search');

      await editor.getByRole('button', { name: 'Save this search' }).click();
      const dialog = editor.getByRole('dialog');
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByLabel(/Everybody/).check();
      await expectAccessible(editor, 'saving a search');
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(
        editor.getByRole('navigation', { name: 'Saved searches' }).getByRole('link', { name }),
      ).toHaveAttribute('aria-current', 'page');

      await reviewer.goto(at('/'));
      await reviewer.getByRole('region', { name: 'Saved searches' }).getByRole('link', { name }).click();
      await expect(reviewer.getByRole('link', { name: `Kept search on ${device}` })).toBeVisible();

      await editor.getByRole('button', { name: `Remove the saved search ${name}` }).click();
      await expect(editor.getByRole('link', { name })).toBeHidden();
      await editor.getByRole('button', { name: 'Undo' }).click();
      await expect(editor.getByRole('link', { name })).toBeVisible();
      await editor.getByRole('button', { name: `Remove the saved search ${name}` }).click();
      await expect(editor.getByRole('link', { name })).toBeHidden();
    });

    test('selected entries are sent back together, and the report names each', async ({ browser }) => {
      const [editor, reviewer] = [await open(browser, 'editor'), await open(browser, 'reviewer')];
      for (const n of ['one', 'two']) await submitted(editor, `Bulk ${n} on ${device}`, '2033-06-07');
      await reviewer.goto(at('/search?from=2033-06-07&to=2033-06-07&state=in-review'));
      await reviewer.getByRole('button', { name: 'Select all on this page' }).click();
      await expect(reviewer.getByRole('status').filter({ hasText: '2 selected' })).toBeVisible();
      await expectAccessible(reviewer, 'selection');
      await reviewer.getByRole('button', { name: 'Request changes 2' }).click();
      const dialog = reviewer.getByRole('dialog', { name: 'Request changes 2 entries' });
      await expect(dialog.getByRole('button', { name: 'Request changes' })).toBeDisabled();
      await dialog.getByLabel('What should change').fill('Name the ship.');
      await expectAccessible(reviewer, 'sending many back');
      await dialog.getByRole('button', { name: 'Request changes' }).click();
      await expect(reviewer).toHaveURL(/\/bulk\/\d+$/);
      for (const n of ['one', 'two']) await expect(reviewer.getByText(`Bulk ${n} on ${device}`).first()).toBeVisible();
    });

    test('an entry that is followed shows on the desk when it changes, until it is opened', async ({ browser }) => {
      const [editor, admin] = [await open(browser, 'editor'), await open(browser, 'admin')];
      const headline = `Followed on ${device}`;
      const entry = await submitted(editor, headline);
      await api(admin, 'POST', `/entries/${entry}/follow`);
      await api(editor, 'POST', `/entries/${entry}/pull-back`);
      await api(editor, 'POST', `/entries/${entry}/submit`);
      const list = admin.getByRole('region', { name: 'What I follow changed' });
      await expect(async () => {
        await admin.goto(at('/'));
        await expect(list).toContainText(headline, { timeout: 1_000 });
      }).toPass({ timeout: 60_000 });
      await list.getByRole('link', { name: headline }).click();
      await expect(admin).toHaveURL(at(`/entries/${entry}`));
      await admin.goto(at('/'));
      await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Desk');
      await expect(list.getByText(headline)).toHaveCount(0);
    });
  });
}

test('the overview of shortcuts begins with the screen in front, and leaves out what one may not do', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  await editor.goto(at('/days/2024-03-04'));
  await expect(editor.getByRole('heading', { level: 1 })).toBeVisible();
  await editor.keyboard.press('?');
  const dialog = editor.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog.getByRole('heading', { level: 3 }).first()).toHaveText('On a day (this screen)');
  await expect(dialog.getByText('Go to the review queue')).toHaveCount(0);
});
