import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { writeTree } from '../support/trees.ts';
import { as, at, expect, expectAccessible, PEOPLE, sayYes, test } from './newsroom.ts';

const DAY = '2032-03-04';
const DAY_PAGE = '/news/2032/03/4/index.md';

type Published = { id: number; address: string };

/** An entry that `writer` wrote and `reviewer` approved. */
async function published(writer: Page, reviewer: Page, headline: string): Promise<Published> {
  const fields = { day: DAY, topic: '', headline, summary: 'What happened.', sources: [], contexts: [], related: [] };
  const { entry, hash } = (await (await writer.request.post(at('/api/v1/entries'), { data: fields })).json()) as {
    entry: number;
    hash: string;
  };
  expect((await writer.request.post(at(`/api/v1/entries/${entry}/submit`), { data: {} })).status()).toBe(200);
  const { path } = (await (
    await reviewer.request.post(at(`/api/v1/entries/${entry}/approve`), { data: { hash, farDayConfirmed: true } })
  ).json()) as { path: string };
  return { id: entry, address: `/${path.replace(/\.md$/, '')}` };
}

async function askToWithdraw(page: Page, id: number, why: string, target?: string): Promise<void> {
  await page.goto(at(`/entries/${id}`));
  await page.getByRole('button', { name: 'Withdraw…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Withdraw this entry' });
  await dialog.getByRole('button', { name: 'Request withdrawal' }).click();
  await expect(dialog.getByText('Enter a reason.')).toBeVisible();
  await dialog.getByLabel('Reason for withdrawal').fill(why);
  if (target) {
    await dialog.getByRole('combobox', { name: /Redirect readers to/ }).pressSequentially(target);
    await page
      .getByRole('option', { name: new RegExp(target) })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: 'Remove' })).toBeVisible();
  }
  await expectAccessible(page, 'withdraw dialog');
  await dialog.getByRole('button', { name: 'Request withdrawal' }).click();
  await expect(page.getByText('asked to withdraw this entry')).toBeVisible();
}

const status = async (page: Page, address: string) =>
  (await page.request.get(at(address), { maxRedirects: 0 })).status();
const dayText = async (page: Page) => (await page.request.get(at(DAY_PAGE))).text();

test('an editor asks, another person approves: the page is gone, and the day is without it', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const stays = await published(editor, reviewer, 'The lighthouse lamp is lit');
  const goes = await published(editor, reviewer, 'The lamp of the lighthouse is lit');
  expect(await status(editor, `${goes.address}.md`)).toBe(200);

  await askToWithdraw(editor, goes.id, 'It says the same as the other page.');
  await expect(editor.getByText('Withdrawal: in review').first()).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await expectAccessible(editor, 'asked to withdraw');
  expect(await status(editor, `${goes.address}.md`)).toBe(200);

  await reviewer.goto(at(`/review?from=${DAY}&to=${DAY}`));
  await expect(reviewer.getByRole('link', { name: /The lamp of the lighthouse is lit/ })).toBeVisible();
  await reviewer.goto(at(`/review/${goes.id}`));
  await expect(reviewer.getByRole('heading', { name: 'Withdraws this entry' })).toBeVisible();
  await expect(reviewer.getByText('It says the same as the other page.')).toBeVisible();
  await expect(reviewer.getByRole('region', { name: /index\.md, before and after/ })).toContainText(
    'The lighthouse lamp is lit',
  );
  await expectAccessible(reviewer, 'review of a withdrawal');
  await reviewer.keyboard.press('a');
  await sayYes(reviewer, 'Withdraw it');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${goes.id}$`));

  expect(await status(editor, `${goes.address}.md`)).toBe(410);
  const read = await editor.goto(at(goes.address));
  expect(read?.status()).toBe(410);
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText('This page was withdrawn');
  await expectAccessible(editor, 'withdrawn page');
  expect(await dayText(editor)).not.toContain(`(${goes.address}.md)`);
  expect(await dayText(editor)).toContain(`(${stays.address}.md)`);
  await editor.goto(at(`/days/${DAY}`));
  await expect(editor.getByRole('region', { name: 'Withdrawn' })).toContainText('The lamp of the lighthouse is lit');
  await expectAccessible(editor, 'day with a withdrawn page');

  await editor.goto(at(`/entries/${goes.id}`));
  await expect(editor.getByText('This entry was withdrawn')).toBeVisible();
  await expectAccessible(editor, 'withdrawn entry');
  await editor.getByRole('button', { name: 'Restore' }).click();
  await expect(editor.getByText('Restore: draft')).toBeVisible();
  await editor.getByRole('button', { name: 'Submit' }).click();
  await expect(editor.getByText('Restore: in review')).toBeVisible();

  await reviewer.goto(at(`/review/${goes.id}`));
  await expect(reviewer.getByText('Restores a withdrawn entry')).toBeVisible();
  await reviewer.getByRole('button', { name: /Approve and publish/ }).click();
  await sayYes(reviewer, 'Publish it');
  await expect(reviewer).not.toHaveURL(new RegExp(`/review/${goes.id}$`));
  expect(await status(editor, `${goes.address}.md`)).toBe(200);
  const again = await dayText(editor);
  expect(again.indexOf(`(${goes.address}.md)`)).toBeGreaterThan(again.indexOf(`(${stays.address}.md)`));
});

test('readers are sent on, and whoever asked cannot approve', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer');
  const admin = await as(browser, 'admin');
  const stays = await published(editor, reviewer, 'Gulls return to the quay');
  const goes = await published(editor, reviewer, 'The gulls are back');
  await askToWithdraw(reviewer, goes.id, 'The same gulls.', 'Gulls return');
  await reviewer.goto(at(`/review/${goes.id}`));
  await expect(reviewer.getByText('You requested this: somebody else has to approve it.')).toBeVisible();
  await expect(reviewer.getByRole('button', { name: /Approve/ })).toHaveCount(0);

  await admin.goto(at(`/review/${goes.id}`));
  await admin.getByRole('button', { name: /Approve and withdraw/ }).click();
  await sayYes(admin, 'Withdraw it');
  await expect(admin).not.toHaveURL(new RegExp(`/review/${goes.id}$`));
  expect(await status(editor, `${goes.address}.md`)).toBe(308);
  await editor.goto(at(goes.address));
  await expect(editor).toHaveURL(at(stays.address));
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText('Gulls return to the quay');
});

const AVILA = 'The harbour of Avila is closed after a storm';
const entryPage = (title: string, source: string, rest = '') =>
  `### [2032-03-9](/news/2032/03/9/index.md)\n\n# ${title}\n\n\n\n\n### Source:\n\n1. [Gazette](${source})\n${rest}`;

/** Three pages of one event, and one that names a page which nobody has. */
const ROBOTS = {
  'news/2032/03/9/short.md': entryPage(AVILA, 'https://gazette.example/harbour'),
  'news/2032/03/9/long.md': entryPage(`${AVILA} damages its quay`, 'https://gazette.example/harbour'),
  'news/2032/03/9/dot.md': entryPage(`${AVILA}.`, 'https://gazette.example/harbour'),
  'news/2032/03/9/other.md': entryPage(
    'Ferries cost more',
    'https://gazette.example/ferries',
    '\n### Related:\n\n1. [Lost](/news/2032/03/8/lost.md)\n',
  ),
};

/** Imports a tree as an operator would, beside the running site. */
function importTree(files: Record<string, string>): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'dateline-robots-'));
  writeTree(folder, files);
  const { DATABASE_URL: _other, ...environment } = process.env;
  const main = path.resolve(import.meta.dirname, '../../lib/cli/main.ts');
  execFileSync(process.execPath, [main, 'import', folder, '--publish', '--far-days', '--as', PEOPLE.admin.email], {
    env: { ...environment, DATELINE_HOME: process.env['E2E_HOME'] },
  });
  rmSync(folder, { recursive: true });
}

test('pages that robots made of one event are put side by side', async ({ browser }) => {
  importTree(ROBOTS);
  const editor = await as(browser, 'editor');
  await editor.goto(at('/import-issues?kind=same-event'));
  const group = editor
    .getByRole('article', { name: 'These 3 entries look like the same event' })
    .filter({ hasText: AVILA });
  await expect(group.getByText('Gazette', { exact: true })).toHaveCount(3);
  await expectAccessible(editor, 'import issues');
  await group.getByRole('button', { name: 'Merge them' }).click();
  await expect(group.getByRole('alert')).toContainText('Choose the entry to keep.');
  await expect(group.getByRole('radio').first()).toBeFocused();
  await group.getByRole('radio', { name: `Keep this entry: ${AVILA} damages its quay` }).check();
  await group.getByRole('button', { name: 'Merge them' }).click();
  await expect(group.getByText('Another reviewer has to approve')).toBeVisible();
  await expectAccessible(editor, 'resolved issues');

  const broken = editor.getByRole('link', { name: /^Broken internal links/ });
  await broken.click();
  await expect(editor).toHaveURL(/\/import-issues\?kind=missing-link$/);
  const link = editor.getByRole('article', { name: 'Ferries cost more' });
  await expect(link).toContainText('/news/2032/03/8/lost.md');
  const open = Number(/\d+/.exec((await broken.textContent()) ?? '')?.[0]);
  await link.getByRole('button', { name: /Leave as is/ }).click();
  const resolved = link.getByText('Resolved: the link stays as imported.');
  await expect(resolved).toBeVisible();
  // It stays where it is, though the list is read again and has nothing left.
  await expect(broken).toContainText(String(open - 1));
  await expect(resolved).toBeVisible();

  const reviewer = await as(browser, 'reviewer');
  for (const goes of [AVILA, `${AVILA}.`]) {
    await reviewer.goto(at('/review'));
    await reviewer.getByRole('link', { name: goes, exact: true }).click();
    await expect(reviewer.getByText(`Duplicate of “${AVILA} damages its quay”.`)).toBeVisible();
    await reviewer.getByRole('button', { name: /Approve and withdraw/ }).click();
    await sayYes(reviewer, 'Withdraw it');
    await expect(reviewer.getByText('Withdrawn', { exact: true }).first()).toBeVisible();
  }
  expect(await status(editor, '/news/2032/03/9/short.md')).toBe(308);
  expect(await status(editor, '/news/2032/03/9/long.md')).toBe(200);
});
