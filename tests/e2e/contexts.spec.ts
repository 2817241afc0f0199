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

const DAY = '2033-03-04';

async function made(page: Page, name: string, kind = ''): Promise<number> {
  const answer = await page.request.post(at('/api/v1/contexts'), {
    data: { name, despite: true, ...(kind ? { kind } : {}) },
  });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: number }).id;
}

async function published(editor: Page, reviewer: Page, headline: string, contexts: number[]): Promise<number> {
  const fields = {
    day: DAY,
    topic: '',
    headline,
    summary: '',
    sources: [{ name: 'Gazette', url: 'https://gazette.example/c' }],
    contexts,
    related: [],
  };
  const draft = (await (await editor.request.post(at('/api/v1/entries'), { data: fields })).json()) as {
    entry: number;
    hash: string;
  };
  expect((await editor.request.post(at(`/api/v1/entries/${draft.entry}/submit`), { data: {} })).status()).toBe(200);
  expect(
    (
      await reviewer.request.post(at(`/api/v1/entries/${draft.entry}/approve`), {
        data: { hash: draft.hash, farDayConfirmed: true },
      })
    ).status(),
  ).toBe(200);
  return draft.entry;
}

/** Waits until the worker of the site has learned how often a context is used. */
async function learned(page: Page, id: number, entries: number): Promise<void> {
  await expect
    .poll(
      async () =>
        ((await (await page.request.get(at(`/api/v1/contexts/${id}`))).json()) as { entries: number }).entries,
    )
    .toBe(entries);
}

test('a context is found in the list, changed, and merged after a look at what that touches', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer', { viewport: { width: 1280, height: 900 } });
  const [stays, goes] = [await made(editor, 'Ondine estuary', 'place'), await made(editor, 'Estuary of the Ondine')];
  await published(editor, reviewer, 'The estuary is measured', [goes]);
  await published(editor, reviewer, 'The estuary silts up', [goes, stays]);
  await learned(editor, goes, 2);

  await reviewer.goto(at('/contexts'));
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('Contexts');
  await expectAccessible(reviewer, 'contexts');
  await reviewer.getByLabel('Find by name or alias').fill('estuary');
  await reviewer.keyboard.press('Enter');
  await expect(reviewer.getByRole('listitem').filter({ hasText: 'Estuary of the Ondine' })).toContainText('2 entries');
  await reviewer.getByRole('link', { name: 'Estuary of the Ondine' }).press('Enter');
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('Estuary of the Ondine');
  await expect(reviewer.getByRole('link', { name: 'The estuary silts up' })).toBeVisible();
  await expectAccessible(reviewer, 'context');

  await reviewer.getByRole('button', { name: 'Edit…' }).press('Enter');
  const dialog = reviewer.getByRole('dialog');
  await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
  await dialog.getByLabel('Wikidata ID').fill('estuary');
  await dialog.getByLabel('Aliases').fill('The lower Ondine');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(dialog.getByText('Enter a Wikidata ID', { exact: false })).toBeVisible();
  await dialog.getByLabel('Wikidata ID').fill('https://www.wikidata.org/wiki/Q47053');
  await expectAccessible(reviewer, 'changing a context');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(reviewer.getByRole('link', { name: /Wikidata Q47053/ })).toBeVisible();
  await expect(reviewer.getByText('The lower Ondine')).toBeVisible();

  await reviewer.getByRole('button', { name: 'Merge…' }).press('Enter');
  await dialog.getByLabel('The context that stays').fill('ondine est');
  await dialog.getByRole('button', { name: 'Merge into Ondine estuary' }).press('Enter');
  await expect(
    dialog.getByText('2 published entries of 1 day have Estuary of the Ondine, 1 of them Ondine estuary too.', {
      exact: false,
    }),
  ).toBeVisible();
  await expect(
    dialog.getByText('“Estuary of the Ondine”, “The lower Ondine” lead to Ondine estuary', { exact: false }),
  ).toBeVisible();
  await expect(dialog.getByText('It takes over the Wikidata ID.', { exact: false })).toBeVisible();
  await expectAccessible(reviewer, 'merge preview');
  await dialog.getByRole('button', { name: 'Merge into Ondine estuary' }).press('Enter');
  await expect(reviewer.getByText('Waiting for approval')).toBeVisible();
  expect(await (await reviewer.request.get(at('/news/2033/03/4/index.md'))).text()).toContain('Estuary of the Ondine');
  await reviewer.getByRole('link', { name: 'Preview the change' }).press('Enter');
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText(
    'Merge Estuary of the Ondine into Ondine estuary',
  );
  await expect(reviewer.getByText('somebody else has to approve it', { exact: false })).toBeVisible();
  await expect(reviewer.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  const second = await as(browser, 'admin');
  await second.goto(at('/review'));
  await second.getByRole('link', { name: 'Estuary of the Ondine: merge into another context' }).press('Enter');
  await expect(second.getByText('2 published pages would change.')).toBeVisible();
  await expectAccessible(second, 'a change of names in review');
  const merging = second.url();
  await second.keyboard.press('c');
  await second.getByLabel('What should change').fill('Are they one estuary?');
  await second.reload();
  await second.keyboard.press('c');
  await expect(second.getByLabel('What should change')).toHaveValue('Are they one estuary?');
  await second.getByLabel('What should change').press('Escape');
  await second.keyboard.press('a');
  await expect(second.getByRole('dialog').getByText('Publish this change now?')).toBeVisible();
  await expectAccessible(second, 'question before a change of names');
  await second.keyboard.press('Escape');
  expect(await (await reviewer.request.get(at('/news/2033/03/4/index.md'))).text()).toContain('Estuary of the Ondine');
  await second.getByRole('button', { name: 'Approve' }).press('Enter');
  await sayYes(second, 'Publish it');
  await expect(second).not.toHaveURL(merging);
  await second.goto(merging);
  await expect(second.getByText(`Decided by ${PEOPLE.admin.name}`)).toBeVisible();
  await reviewer.goto(at(`/contexts/${goes}`));
  await expect(reviewer).toHaveURL(new RegExp(`/contexts/${stays}$`));
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('Ondine estuary');
  await expect(reviewer.getByRole('listitem').filter({ hasText: 'The lower Ondine' })).toBeVisible();
  const day = await (await reviewer.request.get(at('/news/2033/03/4/index.md'))).text();
  expect(day).not.toContain('Estuary of the Ondine');

  await reviewer.getByRole('button', { name: 'Undo the merge of Estuary of the Ondine' }).press('Enter');
  await expect(reviewer.getByText('Waiting for approval')).toBeVisible();
  await second.goto(at('/review'));
  await second.getByRole('link', { name: 'Estuary of the Ondine: undo its merge' }).press('Enter');
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Undo the merge of Estuary of the Ondine');
  const undoing = second.url();
  await second.getByRole('button', { name: 'Approve' }).press('Enter');
  await sayYes(second, 'Publish it');
  await expect(second).not.toHaveURL(undoing);
  await reviewer.reload();
  await expect(reviewer.getByRole('heading', { name: 'Merged into this' })).toBeHidden();
  await reviewer.goto(at(`/contexts/${goes}`));
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText('Estuary of the Ondine');
  expect(await (await reviewer.request.get(at('/news/2033/03/4/index.md'))).text()).toContain('Estuary of the Ondine');
});

test('names that look alike are merged or left apart once; an editor reads that without the buttons', async ({
  browser,
}) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer', { viewport: { width: 1280, height: 900 } });
  await made(editor, 'Lantern festivals of Karst');
  await made(editor, 'Lantern festival of Karst');
  await reviewer.goto(at('/contexts/attention'));
  const row = reviewer.getByRole('listitem').filter({ hasText: 'Lantern festivals of Karst' });
  await expect(async () => {
    await reviewer.reload();
    await expect(row).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(row).toContainText('singular and plural');
  await expectAccessible(reviewer, 'attention');
  await editor.goto(at('/contexts/attention'));
  await expect(editor.getByRole('listitem').filter({ hasText: 'Lantern festivals of Karst' })).toBeVisible();
  await expect(editor.getByRole('button', { name: /Merge|not the same/ })).toHaveCount(0);
  await row.getByRole('button', { name: /are not the same/ }).press('Enter');
  await expect(row).toBeHidden();
  await reviewer.reload();
  await expect(row).toBeHidden();
});

test('selected entries get another context, or a new one, through a run of proposals', async ({ browser }) => {
  const editor = await as(browser, 'editor');
  const reviewer = await as(browser, 'reviewer', { viewport: { width: 1280, height: 900 } });
  const id = await made(editor, 'Halden');
  await published(editor, reviewer, 'Halden the town grows', [id]);
  await published(editor, reviewer, 'Halden the poet sings', [id]);
  await learned(editor, id, 2);
  await reviewer.goto(at(`/contexts/${id}`));
  await reviewer.getByRole('checkbox', { name: 'Select Halden the poet sings' }).press('Space');
  await reviewer.getByRole('button', { name: 'Contexts…' }).press('Enter');
  const dialog = reviewer.getByRole('dialog');
  await expect(dialog.getByText('Contexts of 1 entry')).toBeVisible();
  await expectAccessible(reviewer, 'assigning');
  await reviewer.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await reviewer.getByRole('button', { name: 'Split…' }).press('Enter');
  await dialog.getByLabel('Name of the new context').fill('Halden the poet');
  await dialog.getByLabel('Kind').selectOption('person');
  await expectAccessible(reviewer, 'splitting');
  await dialog.getByRole('button', { name: 'Split', exact: true }).press('Enter');
  await expect(reviewer.getByRole('heading', { level: 1 })).toHaveText(/^Contexts replaced/);
  await expect(reviewer.getByText('All done.')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`on a phone in ${colorScheme}: nothing that axe finds, no sideways scrolling`, async ({ browser }) => {
    const page = await as(browser, 'reviewer', { colorScheme, viewport: { width: 390, height: 844 }, hasTouch: true });
    const { items } = (await (await page.request.get(at('/api/v1/contexts/list?limit=1'))).json()) as {
      items: { id: number }[];
    };
    for (const [name, place] of [
      ['list', '/contexts'],
      ['context', `/contexts/${items[0]?.id}`],
      ['attention', '/contexts/attention'],
      ['without a kind', '/contexts/attention?list=no-kind'],
    ] as const) {
      await page.goto(at(place));
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page, name);
      await expectNoSidewaysScrolling(page);
      await keepPicture(page, `contexts-${name}-${colorScheme}`);
    }
  });
}
