import { arrivesAtDesk, at, expect, expectAccessible, keepSession, PEOPLE, signIn, test, visitor } from './newsroom.ts';

test('the link of the first start makes one admin, and the admin makes the others', async ({ page, browser }) => {
  const link = process.env['E2E_SETUP_LINK'] ?? '';
  await page.goto(link);
  await expectAccessible(page, 'set up');
  const fill = async (passwords: [string, string]) => {
    await page.getByLabel('Your name').fill(PEOPLE.admin.name);
    await page.getByLabel('Email').fill(PEOPLE.admin.email);
    await page.getByLabel('Password', { exact: true }).fill(passwords[0]);
    await page.getByLabel('Password again').fill(passwords[1]);
    await page.getByRole('button', { name: /make|create|set up/i }).click();
  };
  await fill(['short', 'short']);
  await expect(page.getByText(/12 characters/).first()).toBeVisible();
  await fill([PEOPLE.admin.password, PEOPLE.admin.password]);
  await arrivesAtDesk(page);
  await keepSession(page, 'admin');

  const late = await visitor(browser);
  await late.goto(link);
  await expect(late.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
  await late.context().close();

  await page.goto(at('/admin/people'));
  await expectAccessible(page, 'people');
  for (const role of ['editor', 'reviewer'] as const) {
    await page.getByRole('button', { name: 'Add person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(PEOPLE[role].name);
    await dialog.getByLabel('Email').fill(PEOPLE[role].email);
    await dialog.getByLabel('Role').selectOption(role);
    await dialog.getByLabel('Password', { exact: true }).fill(PEOPLE[role].password);
    await dialog.getByRole('button', { name: /^Add/ }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(PEOPLE[role].email)).toBeVisible();
  }

  for (const role of ['editor', 'reviewer'] as const) {
    const other = await visitor(browser);
    await signIn(other, role);
    await keepSession(other, role);
    await other.context().close();
  }
});

test('the sample archive arrives', async ({ browser }) => {
  const { as } = await import('./newsroom.ts');
  const page = await as(browser, 'reviewer');
  await expect(async () => {
    await page.goto(at('/review'));
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
});
