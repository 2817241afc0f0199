import type { Page } from '@playwright/test';
import { as, at, expect, expectAccessible, expectNoSidewaysScrolling, keepPicture, PEOPLE, test } from './newsroom.ts';

const DAY = '2033-04-05';
const PHONE = { width: 390, height: 844 };

type Made = { event: number; hash: string };

/** An entry that waits for review. */
async function submitted(editor: Page, headline: string, more: object = {}): Promise<Made> {
  const fields = { day: DAY, topic: '', headline, summary: 'It was seen from the quay.', sources: [], contexts: [], related: [], ...more };
  const made = (await (await editor.request.post(at('/api/v1/events'), { data: fields })).json()) as Made;
  expect((await editor.request.post(at(`/api/v1/events/${made.event}/submit`))).status()).toBe(200);
  return made;
}

async function published(editor: Page, reviewer: Page, headline: string): Promise<Made> {
  const made = await submitted(editor, headline);
  expect((await reviewer.request.post(at(`/api/v1/events/${made.event}/approve`), { data: { hash: made.hash } })).status()).toBe(200);
  return made;
}

const stateOf = async (page: Page, event: number) =>
  ((await (await page.request.get(at(`/api/v1/events/${event}`))).json()) as { proposal: { state: string } | null }).proposal?.state;

/** The list of one author's entries of this spec's day, whatever else waits. */
async function openQueue(page: Page, more = ''): Promise<void> {
  await page.goto(at(`/review?from=${DAY}&to=${DAY}${more}`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Review');
}

test('by keys alone: open the queue, comment with a mention, settle, send back, approve and go on', async ({ browser }) => {
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
  }).toPass({ timeout: 15_000 });
  await reviewer.keyboard.press('Enter');
  await expect(reviewer).toHaveURL(new RegExp(`/review/${first.event}\\?`));

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
  await expect(reviewer.getByRole('alert').filter({ hasText: 'One comment is open' })).toBeVisible();
  await reviewer.keyboard.press('Escape');
  expect(await stateOf(reviewer, first.event)).toBe('in_review');

  await reviewer.keyboard.press('c');
  await expect(reviewer.getByText('1 open comment goes with it.')).toBeVisible();
  await reviewer.getByLabel('What has to change').fill('Name the river.');
  await reviewer.keyboard.press('Tab');
  await reviewer.keyboard.press('Enter');
  await expect(reviewer).toHaveURL(new RegExp(`/review/${second.event}\\?`));
  expect(await stateOf(reviewer, first.event)).toBe('changes_requested');

  await expect(reviewer.getByRole('heading', { level: 1 })).toContainText('finds its way back');
  await reviewer.keyboard.press('a');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${second.event}`));
  await expect.poll(() => stateOf(reviewer, second.event)).toBeUndefined();

  // The author mends it and settles the thread; it says that it was about an earlier text.
  const view = (await (await editor.request.get(at(`/api/v1/events/${first.event}`))).json()) as { proposal: { revision: number; fields: object } };
  const saved = await editor.request.patch(at(`/api/v1/events/${first.event}`), {
    data: { fields: { ...view.proposal.fields, headline: 'A whale swims up the Sél' } },
    headers: { 'If-Match': `"${view.proposal.revision}"` },
  });
  expect(saved.status()).toBe(200);
  await editor.request.post(at(`/api/v1/events/${first.event}/submit`));
  await reviewer.goto(at(`/review/${first.event}`));
  await reviewer.getByText('About an earlier text').focus();
  await reviewer.keyboard.press('Enter');
  await expect(reviewer.locator('.thread-since del')).toContainText('river');
  await reviewer.getByRole('button', { name: 'Resolve' }).focus();
  await reviewer.keyboard.press('Enter');
  await expect(reviewer.getByText(`Resolved by ${PEOPLE.reviewer.name}`)).toBeVisible();
  await expectAccessible(reviewer, 'settled thread');
});

test('an approval for later is set, moved and cancelled by keys, and published when its time comes', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer', { timezoneId: 'Europe/Berlin' });
  const made = await submitted(editor, 'The lighthouse gets a new lamp');
  await reviewer.goto(at(`/review/${made.event}`));
  await reviewer.keyboard.press('t');
  const form = reviewer.getByRole('form', { name: 'Approve at a time' });
  await expect(form.getByText('Europe/Berlin')).toBeVisible();
  await form.getByLabel('Publish at').fill('2001-01-01T10:00');
  await reviewer.keyboard.press('Enter');
  await expect(form.getByText('The time is over already')).toBeVisible();
  const noon = `${new Date().getUTCFullYear() + 1}-01-15T12:00`;
  await form.getByLabel('Publish at').fill(noon);
  await expect(form.getByText(`which is ${noon.slice(0, 10)} 11:00 UTC`)).toBeVisible();
  await expectAccessible(reviewer, 'time of an approval');
  await form.getByLabel('Publish at').press('Enter');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${made.event}$`));

  await reviewer.goto(at('/review?filter=scheduled'));
  await expect(reviewer.getByText(/published .*15 Jan .*12:00 (GMT\+1|CET)/)).toBeVisible();
  await expectAccessible(reviewer, 'scheduled list');
  await reviewer.goto(at(`/review/${made.event}`));
  await expect(reviewer.getByText(`Approved by ${PEOPLE.reviewer.name}, published`)).toBeVisible();
  await reviewer.getByRole('button', { name: 'Cancel the time' }).focus();
  await reviewer.keyboard.press('Enter');
  await expect(reviewer.getByRole('button', { name: 'Approve at a time…' })).toBeVisible();
  expect(await stateOf(reviewer, made.event)).toBe('in_review');

  const soon = new Date(Date.now() + 4_000).toISOString();
  expect((await reviewer.request.post(at(`/api/v1/events/${made.event}/approve`), { data: { hash: made.hash, at: soon } })).status()).toBe(200);
  await expect.poll(() => stateOf(reviewer, made.event), { timeout: 30_000 }).toBeUndefined();
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
  await editor.request.post(at(`/api/v1/events/${made[1]?.event}/pull-back`));
  await reviewer.keyboard.press('a');
  const dialog = reviewer.getByRole('dialog', { name: 'Approve: 3 entries' });
  await expect(dialog.getByRole('button', { name: 'Approve' })).toBeFocused();
  await expectAccessible(reviewer, 'bulk approval');
  await reviewer.keyboard.press('Enter');
  await expect(reviewer).toHaveURL(/\/bulk\/\d+$/);
  await expect(reviewer.getByText('2 entries done, 1 not')).toBeVisible();
  await reviewer.getByRole('button', { name: /Two buoys/ }).click();
  await expect(reviewer.getByText(/A proposal that is a draft cannot be approved/)).toBeVisible();
  await expectAccessible(reviewer, 'bulk run');
  await keepPicture(reviewer, 'bulk-light-desktop');
});

test('a small fix goes through in one go, and is approved from the queue', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const { event } = await published(editor, reviewer, 'The habour master retires');
  await editor.goto(at(`/entries/${event}`));
  await editor.getByRole('button', { name: 'Fix a small thing…' }).click();
  const dialog = editor.getByRole('dialog', { name: 'Fix a small thing' });
  await dialog.getByLabel('As it should be').fill('The harbour master retires');
  await dialog.getByLabel('Why').fill('A typo.');
  await expectAccessible(editor, 'small fix');
  await editor.keyboard.press('Enter');
  await expect(editor.getByText('In review').or(editor.getByText('Change: in review')).first()).toBeVisible();
  await reviewer.goto(at('/review?filter=small'));
  const row = reviewer.getByRole('listitem').filter({ hasText: 'Why: A typo.' });
  await expect(row.locator('ins')).toContainText('harbour');
  await expectAccessible(reviewer, 'small fixes');
  await reviewer.keyboard.press('j');
  await reviewer.keyboard.press('a');
  await expect.poll(() => stateOf(reviewer, event)).toBeUndefined();
  await expect(row).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`on a phone, in ${colorScheme}: the queue and a proposal with comments and files`, async ({ browser }) => {
    const editor = await as(browser, 'editor');
    const made = await submitted(editor, `A regatta is sailed in ${colorScheme}`);
    for (const [name, viewport] of [['phone', PHONE] as const, ['desktop', { width: 1280, height: 900 }] as const]) {
      const reviewer = await as(browser, 'reviewer', { viewport, colorScheme, hasTouch: name === 'phone' });
      if (name === 'phone') await reviewer.request.post(at(`/api/v1/events/${made.event}/threads`), { data: { field: 'summary', text: 'From which quay?' } });
      for (const [screen, place] of [
        ['queue', '/review'],
        ['proposal', `/review/${made.event}`],
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
