import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { addPerson } from '../../lib/people/actions/manage-people.ts';
import { openStore } from '../../lib/platform/database/database.ts';
import { median, percentile95, shown, table } from './figures.ts';
import { fields, startSite } from './http-bench.ts';

const PEOPLE = 20;
const REVIEWERS = 5;
/** How many entries each editor writes in a run. */
const ENTRIES = 12;
const PASSWORD = 'a password of the bench';

const DEEDS = [
  'open the editor',
  'save',
  'save again',
  'submit',
  'open the queue',
  'open a review',
  'approve',
] as const;
type Deed = (typeof DEEDS)[number];
type Times = Record<Deed, number[]>;

/** Somebody who is signed in, as a browser asks: the cookie, and the site as its origin. */
type Person = { cookie: string; address: string };

/**
 * Twenty people at once, without a pause: fifteen write, save, save again and submit; five open the queue and a review,
 * and approve. Prints the 95th percentile of each deed; any answer that is not the expected one ends the bench.
 */
export async function benchPeople(url: string, work: string, runs: number): Promise<void> {
  await addPeople(url);
  const site = await startSite(url, path.join(work, 'people-site'));
  try {
    const people = await Promise.all(Array.from({ length: PEOPLE }, (_, i) => signIn(site.address, emailOf(i))));
    const all = Array.from(
      { length: runs },
      () => Object.fromEntries(DEEDS.map((deed) => [deed, []])) as unknown as Times,
    );
    for (const times of all) await oneRun(people, times);
    const p95 = (deed: Deed) => median(all.map((times) => percentile95(times[deed])));
    const counted = (deed: Deed) => median(all.map((times) => times[deed].length));
    console.log(`\n${PEOPLE} people at once, without a pause; 95th percentiles, medians of ${runs}\n`);
    console.log(
      table(
        ['what', 'times a run', '95th percentile', 'errors'],
        DEEDS.map((deed) => [deed, String(counted(deed)), `${shown(p95(deed))} ms`, '0']),
      ),
    );
  } finally {
    await site.stop();
  }
}

async function oneRun(people: readonly Person[], times: Times): Promise<void> {
  const submitted: { entry: number; hash: string }[] = [];
  let writing = PEOPLE - REVIEWERS;
  const write = async (person: Person, i: number) => {
    for (let n = 0; n < ENTRIES; n += 1) submitted.push(await writeOne(person, i * ENTRIES + n, times));
    writing -= 1;
  };
  const review = async (person: Person) => {
    while (writing > 0 || submitted.length > 0) {
      await measured(times, 'open the queue', () => page(person, '/review'));
      const next = submitted.shift();
      if (next) await reviewOne(person, next, times);
    }
  };
  await Promise.all(people.map((person, i) => (i < REVIEWERS ? review(person) : write(person, i))));
}

async function writeOne(person: Person, n: number, times: Times): Promise<{ entry: number; hash: string }> {
  const text = fields(n);
  const saved = await measured(times, 'save', () => call(person, 'POST', '/entries', text));
  await measured(times, 'open the editor', () => page(person, `/entries/${saved.entry}`));
  const again = await measured(times, 'save again', () =>
    call(
      person,
      'PATCH',
      `/entries/${saved.entry}`,
      { fields: { ...text, summary: 'The operator promises a second and a third boat.' } },
      { 'if-match': `"${saved.revision}"` },
    ),
  );
  await measured(times, 'submit', () => call(person, 'POST', `/entries/${saved.entry}/submit`, {}));
  return { entry: again.entry, hash: again.hash };
}

async function reviewOne(
  person: Person,
  { entry, hash }: { entry: number; hash: string },
  times: Times,
): Promise<void> {
  await measured(times, 'open a review', () => page(person, `/review/${entry}`));
  await measured(times, 'approve', () =>
    call(person, 'POST', `/entries/${entry}/approve`, { hash, farDayConfirmed: true }),
  );
}

async function measured<T>(times: Times, deed: Deed, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const done = await work();
  times[deed].push(performance.now() - began);
  return done;
}

async function page(person: Person, at: string): Promise<void> {
  const answer = await fetch(`${person.address}${at}`, { headers: { cookie: person.cookie }, redirect: 'manual' });
  await answer.text();
  if (answer.status !== 200) throw new Error(`GET ${at}: ${answer.status}`);
}

type Saved = { entry: number; revision: number; hash: string };

async function call(
  person: Person,
  method: 'POST' | 'PATCH',
  at: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Saved> {
  const answer = await fetch(`${person.address}/api/v1${at}`, {
    method,
    headers: {
      cookie: person.cookie,
      origin: person.address,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const said: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${JSON.stringify(said)}`);
  return said as Saved;
}

/** Signs in as the form does, and keeps the cookie. */
async function signIn(address: string, email: string): Promise<Person> {
  const asked = await fetch(`${address}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const entered = await fetch(`${address}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookiesOf(asked), origin: address },
    body: new URLSearchParams({ csrfToken, email, password: PASSWORD, json: 'true', callbackUrl: address }),
    redirect: 'manual',
  });
  const cookie = cookiesOf(entered);
  if (!cookie.includes('session')) throw new Error(`${email} could not sign in: ${entered.status}`);
  return { cookie, address };
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

function emailOf(i: number): string {
  return `person${i}@bench.example`;
}

async function addPeople(url: string): Promise<void> {
  const store = openStore(url);
  for (let i = 0; i < PEOPLE; i += 1) {
    const added = await addPerson(store, 'system', {
      email: emailOf(i),
      name: `Person ${i}`,
      role: i < REVIEWERS ? 'reviewer' : 'editor',
      password: PASSWORD,
    });
    if (!added.ok) throw new Error(added.error.code);
  }
  await store.close();
}
