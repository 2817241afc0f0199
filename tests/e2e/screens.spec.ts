import path from 'node:path';
import { as, at, expect, expectAccessible, test } from './newsroom.ts';

/** Every screen as people reach it, in both colour schemes; run at desktop and at phone width. */
const SCREENS: [name: string, place: string, heading: RegExp][] = [
  ['desk', '/', /Desk/],
  ['calendar', '/calendar', /\d{4}/],
  ['day', '/days/2032-02-03', /3 February 2032/],
  ['day without entries', '/days/1999-12-31', /31 December 1999/],
  ['new entry', '/entries/new?day=2032-02-05', /New entry/],
  ['queue', '/review', /review/i],
  ['exports', '/exports', /Exports/],
  ['new target', '/exports/targets/new', /New target/],
  ['imports', '/imports', /Imports/],
  ['people', '/admin/people', /People/],
  ['a day that does not exist', '/days/2013-02-30', /No such day/],
  ['a page that does not exist', '/nowhere', /not|No/],
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, place, heading] of SCREENS) {
    test(`${name} in ${colorScheme}: a heading, no sideways scrolling, nothing that axe finds`, async ({ browser, viewport }, info) => {
      const page = await as(browser, 'admin', { colorScheme, viewport });
      await page.goto(at(place));
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
      await expectAccessible(page, name);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider).toBeLessThanOrEqual(0);
      await page.screenshot({ fullPage: true, path: path.join(info.project.outputDir, 'screens', `${name}-${colorScheme}-${info.project.name}.png`) });
      await page.context().close();
    });
  }
}

test('the first Tab leads past the navigation', async ({ browser, viewport }) => {
  const page = await as(browser, 'editor', { viewport });
  await page.goto(at('/'));
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText(/Skip/);
  await page.context().close();
});
