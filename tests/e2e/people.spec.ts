import type { Browser, Page } from '@playwright/test';
import { base32, codeAt, stepAt } from '../../lib/people/sign-in/totp.ts';
import { arrivesAtDesk, as, at, expect, expectAccessible, sayYes, test, visitor } from './newsroom.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const DESK = { viewport: { width: 1280, height: 900 } };
const PASSWORD = 'a lamp beside the window';

/** A page in a browser where nobody is signed in. */
const stranger = (browser: Browser, options: object = DESK): Promise<Page> => visitor(browser, options);

/** Fills the sign-in form and sends it. */
async function typeIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(at('/sign-in'));
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').first().fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Has the admin invite somebody and returns the link. */
async function invited(page: Page, email: string, role: string): Promise<string> {
  await page.goto(at('/admin/people'));
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel('Role').selectOption(role);
  await expectAccessible(page, 'invite');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const link = await page.getByRole('dialog').getByLabel('Link').inputValue();
  await expectAccessible(page, 'one-time link');
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  return link;
}

/** Makes a person by invitation, signed in in a browser of their own. */
async function newcomer(
  browser: Browser,
  name: string,
  options: object = DESK,
): Promise<{ page: Page; email: string; link: string }> {
  const admin = await as(browser, 'admin');
  const email = `${name.toLowerCase()}-${Date.now()}@example.org`;
  const link = await invited(admin, email, 'editor');
  await admin.context().close();
  const page = await stranger(browser, options);
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password again').fill(PASSWORD);
  await expectAccessible(page, 'invitation');
  await page.getByRole('button', { name: 'Create account' }).click();
  await arrivesAtDesk(page);
  return { page, email, link };
}

test('an invitation makes one person, tells nobody its secret, and is dead afterwards', async ({ browser }) => {
  const asked: string[] = [];
  const { page, link } = await newcomer(browser, 'Ines');
  const secret = new URL(link).hash.slice(1);
  expect(secret.length).toBeGreaterThan(40);
  await page.context().close();

  const late = await stranger(browser, PHONE);
  late.on('request', (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`));
  await late.goto(link);
  await expect(late.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
  await expectAccessible(late, 'dead link');
  const said = await late.getByRole('main').textContent();
  await late.goto(at(`/invite#${'A'.repeat(43)}`));
  await late.reload();
  await expect(late.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
  expect(await late.getByRole('main').textContent()).toBe(said);
  expect(asked.filter((one) => one.includes(secret))).toEqual([]);
});

test('an invitation is made anew and taken back, and its earlier links are dead', async ({ browser }) => {
  const admin = await as(browser, 'admin', DESK);
  const first = await invited(admin, 'olga@example.org', 'reviewer');
  await admin.getByRole('button', { name: 'New link for olga@example.org' }).click();
  const second = await admin.getByRole('dialog').getByLabel('Link').inputValue();
  await admin.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  const olga = await stranger(browser);
  await olga.goto(first);
  await expect(olga.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
  await olga.goto(second);
  await expect(olga.getByText('as a reviewer')).toBeVisible();
  await admin.getByRole('button', { name: 'Revoke the invitation of olga@example.org' }).click();
  await expect(admin.getByRole('button', { name: 'New link for olga@example.org' })).toBeHidden();
  await olga.reload();
  await expect(olga.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
});

test('a second factor is set up, asked for, counted once, and a recovery code lets in once', async ({ browser }) => {
  const { page, email } = await newcomer(browser, 'Tove', PHONE);
  await page.goto(at('/account'));
  await expectAccessible(page, 'account');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
  const secret = bytesOf(((await page.getByRole('main').getByRole('code').textContent()) ?? '').replaceAll(' ', ''));
  await expectAccessible(page, 'setting up a second factor');
  const used = codeAt(secret, stepAt(Date.now()));
  await page.getByRole('textbox', { name: 'Code' }).fill(used);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('heading', { name: 'Save these recovery codes' })).toBeFocused();
  await expectAccessible(page, 'recovery codes');
  const [recovery = ''] = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('code').allTextContents();
  await page.getByRole('button', { name: "I've saved them" }).click();
  await expect(page.getByText('10 of 10 recovery codes are left.')).toBeVisible();

  const other = await stranger(browser, PHONE);
  await typeIn(other, email, 'a wrong password');
  await expect(other.getByRole('alert').first()).toHaveText('Wrong email or password.');
  await typeIn(other, email, PASSWORD);
  await other.getByRole('textbox', { name: 'Code' }).fill(used);
  await expectAccessible(other, 'code');
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByText('That code is wrong or was already used.')).toBeVisible();
  await other.getByRole('textbox', { name: 'Code' }).fill(recovery);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await arrivesAtDesk(other);

  await page.reload();
  await expect(page.getByText('9 of 10 recovery codes are left.')).toBeVisible();
  await page.getByRole('button', { name: /^Sign out .*, seen/ }).click();
  await expect(page.getByRole('button', { name: /^Sign out .*, seen/ })).toBeHidden();
  await other.goto(at('/calendar'));
  await expect(other).toHaveURL(/sign-in/);

  const admin = await as(browser, 'admin', PHONE);
  await admin.goto(at('/admin/people'));
  await admin.getByLabel('Find people').fill(email);
  await admin.getByRole('button', { name: 'More for Tove' }).click();
  await admin.getByRole('menuitem', { name: 'Remove second factor' }).click();
  await sayYes(admin, 'Remove');
  await expect(admin.getByRole('main').getByText('Second factor', { exact: true })).toBeHidden();
  await expectAccessible(admin, 'people on a phone');
  await typeIn(other, email, PASSWORD);
  await arrivesAtDesk(other);
});

test('a changed password ends every session, and an admin’s link sets another', async ({ browser }) => {
  const { page, email } = await newcomer(browser, 'Pia');
  await page.goto(at('/account'));
  await page.getByLabel('Current password').fill('not this one at all');
  await page.getByLabel('New password', { exact: true }).fill('another lamp, another window');
  await page.getByLabel('New password again').fill('another lamp, another window');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page).toHaveURL(/sign-in/);

  const admin = await as(browser, 'admin', DESK);
  await admin.goto(at('/admin/people'));
  await admin.getByLabel('Find people').fill(email);
  await admin.getByRole('button', { name: 'More for Pia' }).click();
  await admin.getByRole('menuitem', { name: 'Create reset link' }).click();
  const link = await admin.getByRole('dialog').getByLabel('Link').inputValue();
  await admin.context().close();
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill('a third lamp is lit');
  await page.getByLabel('New password again').fill('a third lamp is lit');
  await expectAccessible(page, 'reset');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await typeIn(page, email, 'a third lamp is lit');
  await arrivesAtDesk(page);
  await page.goto(at('/account'));
  await page.getByLabel('Name', { exact: true }).fill('Pia Piper');
  await page.getByLabel('Email notices').selectOption('daily');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your account was saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Email notices')).toHaveValue('daily');
});

test('a forgotten password is told to ask an admin for, where no mail is set up', async ({ browser }) => {
  const page = await stranger(browser, PHONE);
  await page.goto(at('/sign-in'));
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Forgot your password?');
  await expectAccessible(page, 'forgotten password');
});

test('tokens, settings, the audit log and the health of the site are an admin’s', async ({ browser }) => {
  const admin = await as(browser, 'admin', DESK);
  await admin.goto(at('/admin/tokens'));
  await admin.getByRole('button', { name: 'New token' }).click();
  const dialog = admin.getByRole('dialog');
  const name = `Reader ${Date.now()}`;
  await dialog.getByLabel('Purpose').fill(name);
  await expectAccessible(admin, 'new token');
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const secret = await dialog.getByLabel('Token', { exact: true }).inputValue();
  const withToken = () => fetch(at('/api/v1/entries'), { headers: { authorization: `Bearer ${secret}` } });
  expect((await withToken()).status).toBe(200);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expectAccessible(admin, 'tokens');
  const revoke = admin.getByRole('button', { name: `Revoke ${name} of` });
  await revoke.click();
  await expect(revoke).toBeHidden();
  expect((await withToken()).status).toBe(401);

  await admin.goto(at('/admin/settings'));
  await admin.getByRole('switch', { name: 'Require a second person' }).uncheck();
  await admin.getByRole('button', { name: 'Save' }).click();
  await expectAccessible(admin, 'the question before four eyes go');
  await admin.keyboard.press('Escape');
  await admin.reload();
  await expect(admin.getByText('A second person is not required.')).toBeHidden();
  await admin.getByRole('switch', { name: 'Require a second person' }).uncheck();
  await admin.getByRole('button', { name: 'Save' }).click();
  await sayYes(admin, 'Turn off');
  await expect(admin.getByText('A second person is not required.')).toBeVisible();
  await expectAccessible(admin, 'settings');
  const editor = await as(browser, 'editor', PHONE);
  await editor.goto(at('/calendar'));
  await expect(editor.getByText('A second person is not required.')).toBeVisible();
  await expectAccessible(editor, 'the banner');
  await admin.getByRole('switch', { name: 'Require a second person' }).check();
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('A second person is not required.')).toBeHidden();

  await admin.goto(at('/admin/audit'));
  await expectAccessible(admin, 'audit log');
  await admin.getByLabel('Action', { exact: true }).selectOption('change-settings');
  await admin.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(admin.getByText('fourEyes: false → true').first()).toBeVisible();
  const download = admin.waitForEvent('download');
  await admin.getByRole('link', { name: 'as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('audit-log.csv');

  await admin.goto(at('/admin/health'));
  await expect(admin.getByText(/^PostgreSQL \d+.*, up to date$/)).toBeVisible();
  await expectAccessible(admin, 'health');
  for (const place of ['people', 'tokens', 'settings', 'audit', 'health']) {
    await editor.goto(at(`/admin/${place}`));
    await expect(editor.getByText('Only admins can see this page')).toBeVisible();
  }
});

test('a service outside lets in whom its groups or an invitation let in', async ({ browser }) => {
  const through = async (service: string, name: string) => {
    const page = await stranger(browser, PHONE);
    await page.goto(at('/sign-in'));
    await page.getByRole('button', { name: `Continue with ${service}` }).click();
    await page.getByRole('link', { name: `Continue as ${name}` }).click();
    return page;
  };
  for (const [service, name, role] of [
    ['Outside', 'Nora', 'reviewer'],
    ['GitHub', 'Gita', 'editor'],
  ] as const) {
    const page = await through(service, name);
    await arrivesAtDesk(page);
    await page.goto(at('/account'));
    await expect(page.getByText(`${name.toLowerCase()}@outside.example, ${role}`)).toBeVisible();
    await page.context().close();
  }
  for (const name of ['Stranger', 'Unverified', 'Forger', 'Replayer', 'Borrower']) {
    const page = await through('Outside', name);
    await expect(page, name).toHaveURL(/sign-in\?.*error=/);
    await expect(page.getByRole('alert').first()).toBeVisible();
    await page.goto(at('/calendar'));
    await expect(page, name).toHaveURL(/sign-in/);
    await page.context().close();
  }
  const admin = await as(browser, 'admin');
  await invited(admin, 'stranger@outside.example', 'editor');
  const page = await through('Outside', 'Stranger');
  await arrivesAtDesk(page);
  await admin.goto(at('/admin/audit?type=sign-in'));
  await expect(admin.getByText('by: oidc').first()).toBeVisible();
});

/** A secret from the letters that people type. */
function bytesOf(letters: string): Buffer {
  const bits = [...letters]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  expect(base32(bytes)).toBe(letters);
  return bytes;
}
