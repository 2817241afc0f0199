import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import pg from 'pg';
import { createEntry } from '../../lib/editorial/entries/actions/save-entry.ts';
import type { PersonId } from '../../lib/kernel/ids.ts';
import type { Actor } from '../../lib/kernel/permission/actor.ts';
import { addPerson } from '../../lib/people/actions/manage-people.ts';
import { openStore } from '../../lib/platform/database/database.ts';
import { migrate } from '../../lib/platform/migrations/migrate.ts';
import { installedBrowser } from '../support/browser/browser.ts';
import { entryInput } from '../support/entries.ts';
import { freePort } from '../support/free-port.ts';
import { median, shown, table } from './figures.ts';
import { startSite, stopped } from './http-bench.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Inside the checkout, so that it finds the same Next; never committed. */
const BARE = path.join(ROOT, '.next-bare-page');
const PERSON = { email: 'pages@bench.example', name: 'Page Bench', password: 'a password of the bench' };
const READY_WITHIN_MS = 60_000;

type Load = { ms: number; kb: number; requests: number };

declare global {
  interface Window {
    fieldUsableAt?: number;
  }
}

/**
 * The editor's page in Chromium with an empty cache: what is transferred and how long it takes until the headline can
 * be typed in, beside a page of the same Next that has one such field and nothing else.
 */
export async function benchPages(server: string, work: string, runs: number): Promise<void> {
  const { url, entry } = await archiveOfOne(server);
  const site = await startSite(url, path.join(work, 'page-site'));
  const bare = await startBarePage();
  const browser = await chromium.launch({
    ...installedBrowser(),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const signedIn = await session(browser, site.address);
    const pages: [string, string][] = [
      ['a bare page with one field', bare.address],
      ['a new entry', `${site.address}/entries/new`],
      ['the editor of an entry', `${site.address}/entries/${entry}`],
    ];
    const loads = new Map<string, Load[]>(pages.map(([name]) => [name, []]));
    for (const [, address] of pages) await load(browser, address, signedIn);
    for (let run = 0; run < runs; run += 1)
      for (const [name, address] of pages) loads.get(name)?.push(await load(browser, address, signedIn));
    const ms = (name: string) => median((loads.get(name) ?? []).map((one) => one.ms));
    const reference = ms('a bare page with one field');
    console.log(`\nPages in Chromium, empty cache; medians of ${runs}\n`);
    console.log(
      table(
        ['page', 'seconds until the headline can be typed', 'ratio', 'transferred', 'requests'],
        [...loads].map(([name, all]) => [
          name,
          shown(ms(name) / 1000),
          shown(ms(name) / reference),
          `${shown(median(all.map((one) => one.kb)))} kB`,
          shown(median(all.map((one) => one.requests))),
        ]),
      ),
    );
  } finally {
    await browser.close();
    await site.stop();
    await bare.stop();
  }
}

/** One visit by a browser that has never been there. */
async function load(
  browser: Browser,
  address: string,
  storageState: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<Load> {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.addInitScript(() => {
    // React puts its mark on an element once it answers to it.
    const look = () => {
      const field = document.querySelector('[name="headline"]');
      if (field && Object.keys(field).some((key) => key.startsWith('__reactProps')))
        window.fieldUsableAt = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  });
  const network = await context.newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  await network.send('Network.enable');
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await page.goto(address);
  const usable = await page.waitForFunction(() => window.fieldUsableAt);
  const ms = Number(await usable.jsonValue());
  // Counted until the page is at rest, so that what it loads after that is in it too.
  await page.waitForLoadState('networkidle');
  await context.close();
  return { ms, kb: bytes / 1000, requests };
}

async function session(
  browser: Browser,
  address: string,
): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email').fill(PERSON.email);
  await page.getByLabel('Password').first().fill(PERSON.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A database with one person and one entry such as people write. */
async function archiveOfOne(server: string): Promise<{ url: string; entry: number }> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query('CREATE DATABASE bench_pages');
  await client.end();
  const url = server.replace(/\/[^/]*$/, '/bench_pages');
  await migrate(url);
  const store = openStore(url);
  await addPerson(store, 'system', { ...PERSON, role: 'editor' });
  const { id } = await store.prisma.person.findUniqueOrThrow({ where: { email: PERSON.email } });
  const actor: Actor = { person: id as PersonId, role: 'editor', channel: 'screen' };
  const sources = [1, 2, 3].map((n) => ({ name: 'Harbour Gazette', url: `https://gazette.example/ferry/${n}` }));
  const made = await createEntry(
    store,
    actor,
    entryInput('The night ferry of Avila sails again', {
      summary: 'It had been in dry dock since the autumn.',
      sources,
    }),
  );
  await store.close();
  if (!made.ok) throw new Error(made.error.code);
  return { url, entry: made.value.entry };
}

/** A site of the same Next with nothing but one field on one page, built and served as ours is. */
async function startBarePage(): Promise<{ address: string; stop(): Promise<void> }> {
  rmSync(BARE, { recursive: true, force: true });
  mkdirSync(path.join(BARE, 'app'), { recursive: true });
  const files = {
    'package.json': '{ "type": "module", "private": true }',
    'next.config.js': `export default { turbopack: { root: ${JSON.stringify(ROOT)} } };`,
    'app/layout.js':
      "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }",
    'app/page.js':
      "import { Field } from './field.js';\nexport const dynamic = 'force-dynamic';\nexport default function " +
      'Page() { return <Field />; }',
    'app/field.js':
      "'use client';\nimport { useState } from 'react';\nexport function Field() { const [text, setText] = " +
      "useState(''); return <input name='headline' aria-label='Headline' value={text} onChange={(e) => " +
      'setText(e.target.value)} />; }',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(BARE, name), text);
  const next = path.join(ROOT, 'node_modules/next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  execFileSync(process.execPath, [next, 'build', BARE], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [next, 'start', BARE, '-p', String(port), '-H', '127.0.0.1'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const end = Date.now() + READY_WITHIN_MS; !(await answers(address)); ) {
    if (Date.now() > end) throw new Error('The bare page did not start.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    address,
    stop: async () => {
      await stopped(child);
      rmSync(BARE, { recursive: true, force: true });
    },
  };
}

function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
}
