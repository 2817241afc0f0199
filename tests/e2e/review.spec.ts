import type { Page } from '@playwright/test';
import {
  as,
  at,
  expect,
  expectAccessible,
  expectNoSidewaysScrolling,
  keepPicture,
  PEOPLE,
  sayYes,
  test,
} from './newsroom.ts';

const DAY = '2033-04-05';
const PHONE = { width: 390, height: 844 };

type Made = { entry: number; hash: string };

/** An entry that waits for review. */
async function submitted(editor: Page, headline: string, more: object = {}): Promise<Made> {
  const fields = {
    day: DAY,
    topic: '',
    headline,
    summary: 'It was seen from the quay.',
    sources: [],
    contexts: [],
    related: [],
    ...more,
  };
  const made = (await (await editor.request.post(at('/api/v1/entries'), { data: fields })).json()) as Made;
  expect((await editor.request.post(at(`/api/v1/entries/${made.entry}/submit`))).status()).toBe(200);
  return made;
}

async function published(editor: Page, reviewer: Page, headline: string): Promise<Made> {
  const made = await submitted(editor, headline);
  expect(
    (
      await reviewer.request.post(at(`/api/v1/entries/${made.entry}/approve`), {
        data: { hash: made.hash, farDayConfirmed: true },
      })
    ).status(),
  ).toBe(200);
  return made;
}

const stateOf = async (page: Page, entry: number) =>
  ((await (await page.request.get(at(`/api/v1/entries/${entry}`))).json()) as { proposal: { state: string } | null })
    .proposal?.state;

/** The list of one author's entries of this spec's day, whatever else waits. */
async function openQueue(page: Page, more = ''): Promise<void> {
  await page.goto(at(`/review?from=${DAY}&to=${DAY}${more}`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Review');
}

test('by keys alone: open the queue, comment with a mention, settle, send back, approve and go on', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const first = await submitted(editor, 'A whale swims up the river');
  const second = await submitted(editor, 'The whale finds its way back');
  await openQueue(reviewer);
  await expectAccessible(reviewer, 'queue');
  // On a slow machine the list is there before it hears keys.
  await expect(async () => {
    await reviewer.keyboard.press('j');
    await expect(reviewer.getByRole('link', { name: 'A whale swims up the river' })).toBeFocused({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await reviewer.keyboard.press('Enter');
  await expect(reviewer).toHaveURL(new RegExp(`/review/${first.entry}\\?`));

  const comment = reviewer.getByRole('button', { name: 'Comment on: Headline' });
  await comment.focus();
  await reviewer.keyboard.press('Enter');
  await reviewer.getByLabel('Comment on: Headline').last().waitFor();
  await reviewer.keyboard.type('Which river, @edd');
  await expect(reviewer.getByRole('option', { name: PEOPLE.editor.name })).toBeVisible();
  await expectAccessible(reviewer, 'mention');
  await reviewer.keyboard.press('Enter');
  await reviewer.keyboard.type('?');
  await reviewer.keyboard.press('Control+Enter');
  await expect(reviewer.getByText(`@${PEOPLE.editor.name}`)).toBeVisible();
  await expect(reviewer.getByRole('article').filter({ hasText: 'Which river' }).last()).toBeVisible();
  await expectAccessible(reviewer, 'review with a comment');

  // An open comment makes an approval worth a second key.
  await reviewer.keyboard.press('a');
  await expect(reviewer.getByRole('dialog').getByText('One comment is open.')).toBeVisible();
  await expectAccessible(reviewer, 'question before an approval');
  await reviewer.keyboard.press('Escape');
  expect(await stateOf(reviewer, first.entry)).toBe('in_review');

  await reviewer.keyboard.press('c');
  await expect(reviewer.getByText('The author sees this first, together with 1 open comment.')).toBeVisible();
  await reviewer.getByLabel('What should change').fill('Name the river.');
  await reviewer.keyboard.press('Tab');
  await reviewer.keyboard.press('Enter');
  await expect(reviewer).toHaveURL(new RegExp(`/review/${second.entry}\\?`));
  expect(await stateOf(reviewer, first.entry)).toBe('changes_requested');

  await expect(reviewer.getByRole('heading', { level: 1 })).toContainText('finds its way back');
  await reviewer.keyboard.press('a');
  await sayYes(reviewer, 'Publish it');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${second.entry}`));
  await expect.poll(() => stateOf(reviewer, second.entry)).toBeUndefined();

  // The author mends it and settles the thread; it says that it was about an earlier text.
  const view = (await (await editor.request.get(at(`/api/v1/entries/${first.entry}`))).json()) as {
    proposal: { revision: number; fields: object };
  };
  const saved = await editor.request.patch(at(`/api/v1/entries/${first.entry}`), {
    data: { fields: { ...view.proposal.fields, headline: 'A whale swims up the Sél' } },
    headers: { 'If-Match': `"${view.proposal.revision}"` },
  });
  expect(saved.status()).toBe(200);
  await editor.request.post(at(`/api/v1/entries/${first.entry}/submit`));
  await reviewer.goto(at(`/review/${first.entry}`));
  await reviewer.getByText('About an earlier revision').focus();
  await reviewer.keyboard.press('Enter');
  await expect(
    reviewer.getByRole('group').filter({ hasText: 'About an earlier revision' }).locator('del'),
  ).toContainText('river');
  await reviewer.getByRole('button', { name: 'Resolve' }).focus();
  await reviewer.keyboard.press('Enter');
  await expect(reviewer.getByText(`Resolved by ${PEOPLE.reviewer.name}`)).toBeVisible();
  await expectAccessible(reviewer, 'settled thread');
});

test('single keys that are off do nothing; a held key asks once, and nothing is published without an answer', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const made = await submitted(editor, 'A seal sleeps on the slipway');
  await reviewer.addInitScript(() => localStorage.setItem('dateline-single-keys', 'false'));
  await reviewer.goto(at(`/review/${made.entry}`));
  for (const key of ['a', 'c', 't', 'n', '?']) await reviewer.keyboard.press(key);
  await expect(reviewer).toHaveURL(at(`/review/${made.entry}`));
  await expect(reviewer.getByRole('dialog')).toHaveCount(0);
  await expect(reviewer.getByRole('form', { name: 'Request changes' })).toHaveCount(0);

  await reviewer.addInitScript(() => localStorage.setItem('dateline-single-keys', 'true'));
  await reviewer.goto(at(`/review/${made.entry}`));
  for (let n = 0; n < 5; n += 1) await reviewer.keyboard.down('a');
  await reviewer.keyboard.up('a');
  await expect(reviewer.getByRole('dialog', { name: 'Publish this entry now?' })).toContainText(
    'A seal sleeps on the slipway',
  );
  await expect(reviewer.getByRole('dialog')).toContainText('5 April 2033 is in the future. Is the date right?');
  await keepPicture(reviewer, 'question-desktop');
  await reviewer.setViewportSize(PHONE);
  await keepPicture(reviewer, 'question-phone');
  await reviewer.keyboard.type('account');
  await reviewer.keyboard.press('Escape');
  await expect(reviewer.getByRole('dialog')).toHaveCount(0);
  expect(await stateOf(reviewer, made.entry)).toBe('in_review');
});

test('what is typed after Ctrl K goes into the palette, however slowly its scripts come', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const made = await submitted(editor, 'An account of the banana boats');
  const palette = reviewer.getByRole('combobox', { name: /Search or jump to a page/ });
  let slow = 4_000;
  await reviewer.route(/_next\/static\/.*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, slow));
    await route.continue();
  });
  const opened = reviewer.goto(at(`/review/${made.entry}`));
  await reviewer.locator('#palette').waitFor({ state: 'attached' });
  await reviewer.keyboard.press('Control+k');
  await reviewer.keyboard.type('account of the banana', { delay: 60 });
  await expect(palette).toHaveValue('account of the banana');
  slow = 300;
  await opened;
  await expect(reviewer.getByRole('option').first()).toBeVisible();
  await reviewer.keyboard.type(' boats');
  await expect(palette).toHaveValue('account of the banana boats');
  await expect(palette).toBeFocused();
  expect(await stateOf(reviewer, made.entry)).toBe('in_review');
  await keepPicture(reviewer, 'palette-desktop');
  await reviewer.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  // The page is alive, the list of the palette is not there yet.
  const second = await as(browser, 'reviewer');
  await second.goto(at('/notices'));
  await second.route(/_next\/static\/.*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await second.keyboard.press('Control+k');
  await second.keyboard.type('12 nov 2020');
  await second.keyboard.press('Enter');
  await expect(second).toHaveURL(at('/days/2020-11-12'));
});

test('a comment belongs to its writer until it is sent: compositions, Escape, links and reloads take nothing', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const made = await submitted(editor, 'A heron nests on the crane');
  const text = 'Which crane, and since when?';
  const form = reviewer.getByRole('form', { name: 'Comment on: Headline' });
  const area = form.getByRole('textbox');
  const threads = async () =>
    ((await (await reviewer.request.get(at(`/api/v1/entries/${made.entry}/threads`))).json()) as { items: unknown[] })
      .items.length;
  await reviewer.goto(at(`/review/${made.entry}`));
  await reviewer.getByRole('button', { name: /Comment on: Headline/ }).click();
  await area.fill(text);
  const typing = await reviewer.context().newCDPSession(reviewer);
  await typing.send('Input.imeSetComposition', { text: 'かもめ', selectionStart: 3, selectionEnd: 3 });
  await reviewer.keyboard.press('Control+Enter');
  await reviewer.keyboard.press('Escape');
  await expect(form).toBeVisible();
  await expect(area).toHaveValue(new RegExp(`^${text.replace('?', '\\?')}`));
  expect(await threads()).toBe(0);
  await typing.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await area.fill(text);
  await expect(area).toHaveValue(text);
  await reviewer.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
  await expect(reviewer.getByRole('button', { name: 'Comment on: Headline' })).toHaveText('Continue your comment');
  await keepPicture(reviewer, 'unsent-comment-desktop');
  await reviewer.getByRole('link', { name: 'Desk' }).first().click();
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('Desk');
  await reviewer.goto(at(`/review/${made.entry}`));
  await reviewer.getByRole('button', { name: 'Comment on: Headline' }).click();
  await expect(area).toHaveValue(text);
  await reviewer.keyboard.press('Control+Enter');
  await expect(reviewer.getByRole('article').filter({ hasText: text })).toBeVisible();
  await expect(reviewer.getByRole('button', { name: 'Comment on: Headline' })).toHaveText('Comment');

  // A reason outlives Cancel and a reload, and Ctrl Enter sends it.
  await reviewer.keyboard.press('c');
  await reviewer.getByLabel('What should change').fill('Name the crane.');
  await reviewer.getByRole('button', { name: 'Cancel' }).click();
  await reviewer.reload();
  await reviewer.keyboard.press('c');
  await expect(reviewer.getByLabel('What should change')).toHaveValue('Name the crane.');
  await reviewer.getByLabel('What should change').press('Control+Enter');
  await expect.poll(() => stateOf(reviewer, made.entry)).toBe('changes_requested');
  expect(
    await reviewer.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('dateline:unsent'))),
  ).toEqual([]);
});

test('an approval for later is set, moved and cancelled by keys, and published when its time comes', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer', { timezoneId: 'Europe/Berlin' });
  const made = await submitted(editor, 'The lighthouse gets a new lamp');
  await reviewer.goto(at(`/review/${made.entry}`));
  await reviewer.keyboard.press('t');
  const form = reviewer.getByRole('form', { name: 'Schedule' });
  await expect(form.getByText('Europe/Berlin')).toBeVisible();
  await form.getByLabel('Publish on').fill('1 Jan 2001');
  await form.getByLabel('Time', { exact: true }).fill('10 am');
  await reviewer.keyboard.press('Enter');
  await expect(form.getByText('The time is in the past.')).toBeVisible();
  // In winter, and not too far away: from January on, February.
  const now = new Date();
  const noon = now.getUTCMonth() ? `${now.getUTCFullYear() + 1}-01-15` : `${now.getUTCFullYear()}-02-15`;
  await expect(form.getByLabel('Publish on')).toHaveValue('2001-01-01');
  await form.getByLabel('Publish on').fill(noon);
  await form.getByLabel('Time', { exact: true }).fill('12:00');
  await expect(form.getByText(`which is ${noon} 11:00 UTC`)).toBeVisible();
  await expectAccessible(reviewer, 'time of an approval');
  await form.getByLabel('Time', { exact: true }).press('Enter');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${made.entry}$`));

  await reviewer.goto(at('/review?filter=scheduled'));
  await expect(reviewer.getByText(/published .*15 (Jan|Feb) .*12:00 (GMT\+1|CET)/)).toBeVisible();
  await expectAccessible(reviewer, 'scheduled list');
  await reviewer.goto(at(`/review/${made.entry}`));
  await expect(reviewer.getByText(`Approved by ${PEOPLE.reviewer.name}, published`)).toBeVisible();
  await reviewer.getByRole('button', { name: 'Cancel schedule' }).focus();
  await reviewer.keyboard.press('Enter');
  await expect(reviewer.getByRole('button', { name: /^Schedule…/ })).toBeVisible();
  expect(await stateOf(reviewer, made.entry)).toBe('in_review');

  const soon = new Date(Date.now() + 4_000).toISOString();
  expect(
    (
      await reviewer.request.post(at(`/api/v1/entries/${made.entry}/approve`), {
        data: { hash: made.hash, at: soon, farDayConfirmed: true },
      })
    ).status(),
  ).toBe(200);
  await expect.poll(() => stateOf(reviewer, made.entry), { timeout: 60_000 }).toBeUndefined();
});

test('many entries are selected by keys and approved together; what changed meanwhile is told', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const names = ['One buoy is painted', 'Two buoys are painted', 'Three buoys are painted'];
  const made: Made[] = [];
  for (const name of names) made.push(await submitted(editor, name, { day: '2033-04-06' }));
  await reviewer.goto(at('/review?from=2033-04-06&to=2033-04-06'));
  await reviewer.keyboard.press('j');
  await reviewer.keyboard.press('x');
  await reviewer.keyboard.press('j');
  await reviewer.keyboard.press('j');
  await reviewer.keyboard.press('Shift+X');
  const bar = reviewer.getByRole('region', { name: 'Selected entries' });
  await expect(bar.getByText('3 entries selected')).toBeVisible();
  await expectAccessible(reviewer, 'selected entries');
  await editor.request.post(at(`/api/v1/entries/${made[1]?.entry}/pull-back`));
  await reviewer.keyboard.press('a');
  const dialog = reviewer.getByRole('dialog', { name: 'Approve: 3 entries' });
  await expect(dialog.getByRole('button', { name: 'Approve' })).toBeFocused();
  await expectAccessible(reviewer, 'bulk approval');
  await reviewer.keyboard.press('Enter');
  await expect(reviewer).toHaveURL(/\/bulk\/\d+$/);
  await expect(reviewer.getByText('2 entries done, 1 not')).toBeVisible();
  await reviewer.getByRole('button', { name: /Two buoys/ }).click();
  await expect(reviewer.getByText(/A change that is a draft cannot be approved/)).toBeVisible();
  await expectAccessible(reviewer, 'bulk run');
  await keepPicture(reviewer, 'bulk-light-desktop');
});

test('a small fix goes through in one go, and is approved from the queue', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const { entry } = await published(editor, reviewer, 'The habour master retires');
  await editor.goto(at(`/entries/${entry}`));
  await editor.getByRole('button', { name: 'Quick fix…' }).click();
  const dialog = editor.getByRole('dialog', { name: 'Quick fix' });
  await dialog.getByLabel('Correction').fill('The harbour master retires');
  await dialog.getByLabel('Reason').fill('A typo.');
  await expectAccessible(editor, 'small fix');
  await editor.keyboard.press('Enter');
  await expect(editor.getByText('In review').or(editor.getByText('Change: in review')).first()).toBeVisible();
  await reviewer.goto(at('/review?filter=small'));
  const row = reviewer.getByRole('listitem').filter({ hasText: 'Reason: A typo.' });
  await expect(row.locator('ins')).toContainText('harbour');
  await expectAccessible(reviewer, 'small fixes');
  await reviewer.keyboard.press('j');
  await reviewer.keyboard.press('a');
  await sayYes(reviewer, 'Publish it');
  await expect.poll(() => stateOf(reviewer, entry)).toBeUndefined();
  await expect(row).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`on a phone, in ${colorScheme}: the queue and a proposal with comments and files`, async ({ browser }) => {
    const editor = await as(browser, 'editor');
    const made = await submitted(editor, `A regatta is sailed in ${colorScheme}`);
    for (const [name, viewport] of [['phone', PHONE] as const, ['desktop', { width: 1280, height: 900 }] as const]) {
      const reviewer = await as(browser, 'reviewer', { viewport, colorScheme, hasTouch: name === 'phone' });
      if (name === 'phone')
        await reviewer.request.post(at(`/api/v1/entries/${made.entry}/threads`), {
          data: { field: 'summary', text: 'From which quay?' },
        });
      for (const [screen, place] of [
        ['queue', '/review'],
        ['proposal', `/review/${made.entry}`],
      ] as const) {
        await reviewer.goto(at(place));
        await expect(reviewer.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(reviewer, `${screen} on a ${name}`);
        await expectNoSidewaysScrolling(reviewer);
        await keepPicture(reviewer, `review-${screen}-${colorScheme}-${name}`);
      }
      await reviewer.getByRole('tab', { name: 'Exported files' }).click();
      await expect(reviewer.getByText('news/2033/04/5/index.md', { exact: true })).toBeVisible();
      await expectAccessible(reviewer, `files on a ${name}`);
      await keepPicture(reviewer, `review-files-${colorScheme}-${name}`);
      await reviewer.context().close();
    }
  });
}
