import type { Page } from '@playwright/test';
import { as, at, expect, expectAccessible, expectNoSidewaysScrolling, sayYes, test } from './newsroom.ts';

const DAY = '2032-05-06';

type Fields = { summary?: string; sources?: { name: string; url: string }[] };

async function draft(writer: Page, headline: string, fields: Fields = {}): Promise<{ entry: number; hash: string }> {
  const data = { day: DAY, topic: '', headline, summary: '', sources: [], contexts: [], related: [], ...fields };
  return (await (await writer.request.post(at('/api/v1/entries'), { data })).json()) as { entry: number; hash: string };
}

async function published(
  writer: Page,
  reviewer: Page,
  headline: string,
  fields: Fields = {},
): Promise<{ entry: number; address: string }> {
  const { entry, hash } = await draft(writer, headline, fields);
  expect((await writer.request.post(at(`/api/v1/entries/${entry}/submit`), { data: {} })).status()).toBe(200);
  const { path } = (await (
    await reviewer.request.post(at(`/api/v1/entries/${entry}/approve`), { data: { hash, farDayConfirmed: true } })
  ).json()) as { path: string };
  return { entry, address: `/${path}` };
}

test('two published entries become one: proposed side by side, reviewed with its files', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const stays = await published(editor, reviewer, 'The dam at Orle breaks', {
    sources: [{ name: 'Gazette', url: 'https://gazette.example/dam' }],
  });
  const goes = await published(editor, reviewer, 'Dam breaks at Orle', {
    summary: 'The valley was empty.',
    sources: [{ name: 'Zenith', url: 'https://zenith.example/dam' }],
  });

  await editor.goto(at(`/entries/${stays.entry}/merge?with=${goes.entry}`));
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText('Merge two entries');
  await expect(editor.getByRole('region', { name: 'Merged into it' })).toContainText('Dam breaks at Orle');
  await expect(editor.getByRole('region', { name: 'After the merge' })).toContainText('https://zenith.example/dam');
  await expectAccessible(editor, 'merging two entries');
  await editor.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScrolling(editor);
  await expectAccessible(editor, 'merging two entries on a phone');
  await editor.setViewportSize({ width: 1280, height: 900 });

  await editor.getByRole('radiogroup', { name: 'Summary' }).getByLabel('The valley was empty.').press('Space');
  await editor.getByRole('button', { name: 'Propose merge' }).press('Enter');
  await expect(editor).toHaveURL(at(`/entries/${stays.entry}`));
  await expect(editor.getByLabel('Summary')).toHaveValue('The valley was empty.');
  await editor.getByRole('button', { name: 'Submit' }).click();
  await expect(editor.getByText('in review').first()).toBeVisible();

  await reviewer.goto(at(`/review/${stays.entry}`));
  await expect(reviewer.getByText('Merges another entry')).toBeVisible();
  await expectAccessible(reviewer, 'review of a merge');
  await reviewer.keyboard.press('a');
  await sayYes(reviewer, 'Publish it');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${stays.entry}$`));

  const read = await editor.request.get(at(goes.address), { maxRedirects: 0 });
  expect([read.status(), read.headers()['location']]).toEqual([308, stays.address]);
  expect(await (await editor.request.get(at(stays.address))).text()).toContain('https://zenith.example/dam');
});

test('a draft joins a published entry and is discarded; what cannot be merged is said in plain words', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const stays = await published(editor, reviewer, 'A comet is seen over Sel');
  const { entry } = await draft(editor, 'Comet above Sel');
  await editor.goto(at(`/entries/${entry}/merge?with=${stays.entry}`));
  await expect(editor.getByText('The entry to keep is not published')).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Propose merge' })).toBeDisabled();
  await editor.goto(at(`/entries/${stays.entry}/merge?with=${entry}`));
  await expect(editor.getByText('A draft: it is discarded')).toBeVisible();
  await editor.getByLabel('Comet above Sel').check();
  await editor.getByRole('button', { name: 'Propose merge' }).click();
  await expect(editor).toHaveURL(at(`/entries/${stays.entry}`));
  await editor.goto(at(`/entries/${entry}`));
  await expect(editor.getByText('This draft was discarded.')).toBeVisible();
});
