import { afterEach, expect, test, vi } from 'vitest';
import { callApi } from '../../../components/api-client.ts';

afterEach(() => vi.unstubAllGlobals());

/** Answers every request a moment later, and keeps what was sent. */
function answering() {
  const fetched = vi.fn(async (_address: string, _request: RequestInit) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return new Response('{"entry":1}', { status: 200 });
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

const fields = {
  day: '2013-01-20',
  topic: '',
  headline: 'Harbour opens',
  summary: '',
  sources: [],
  contexts: [],
  related: [],
};
const save = { params: { id: 1 }, body: { fields }, ifMatch: 4 };

test('the same change that is asked for again while it is sent is sent once, and answers both', async () => {
  const fetched = answering();
  const answers = await Promise.all([
    callApi('saveEntry', { ...save, key: 'a' }),
    callApi('saveEntry', { ...save, key: 'b' }),
  ]);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(answers).toEqual([
    { ok: true, value: { entry: 1 } },
    { ok: true, value: { entry: 1 } },
  ]);
});

test('another change, another person’s, a later one and every reading are requests of their own', async () => {
  const fetched = answering();
  await Promise.all([
    callApi('submitEntry', { params: { id: 1 } }),
    callApi('submitEntry', { params: { id: 2 } }),
    callApi('submitEntry', { params: { id: 1 }, person: 2 }),
    callApi('readEntry', { params: { id: 1 } }),
    callApi('readEntry', { params: { id: 1 } }),
  ]);
  await callApi('submitEntry', { params: { id: 1 } });
  expect(fetched).toHaveBeenCalledTimes(6);
});

test('a change goes to the path of its operation, with its body and headers', async () => {
  const fetched = answering();
  await callApi('saveEntry', { ...save, key: 'a', person: 7 });
  const [address, request] = fetched.mock.calls[0] ?? [];
  expect(address).toMatch(/^\/api\/v1\/\w+\/1$/);
  expect(request).toEqual({
    method: 'PATCH',
    headers: {
      'content-type': 'application/json',
      'If-Match': '"4"',
      'Idempotency-Key': 'a',
      'X-Dateline-Person': '7',
    },
    body: JSON.stringify(save.body),
  });
});

test('a question goes into the query without what is undefined, and with every sign kept', async () => {
  const fetched = answering();
  await callApi('lookUpSource', { query: { url: 'https://example.org/?a=1&b=ü', entry: undefined } });
  const [address, request] = fetched.mock.calls[0] ?? [];
  expect(address).toBe('/api/v1/sources/lookup?url=https%3A%2F%2Fexample.org%2F%3Fa%3D1%26b%3D%C3%BC');
  expect(request).toEqual({ method: 'GET', headers: {} });
});

test('a refusal and a server that does not answer are answers too', async () => {
  vi.stubGlobal(
    'fetch',
    async () => new Response('{"code":"not-found","title":"Not found","detail":"There is none."}', { status: 404 }),
  );
  expect(await callApi('countUnread')).toEqual({
    ok: false,
    problem: { status: 404, code: 'not-found', title: 'Not found', detail: 'There is none.', fields: [] },
  });
  vi.stubGlobal('fetch', async () => Promise.reject(new Error('no network')));
  expect(await callApi('countUnread')).toMatchObject({ ok: false, problem: { status: 0, code: 'unreachable' } });
});

test('a call without what its operation needs, or with more, does not compile', () => {
  const calls = [
    // @ts-expect-error a save names what it was made over
    () => callApi('saveEntry', { params: { id: 1 }, body: { fields } }),
    // @ts-expect-error which entry?
    () => callApi('submitEntry'),
    // @ts-expect-error there is no such operation
    () => callApi('publishEverything'),
    // @ts-expect-error there is no such field
    () => callApi('approveEntry', { params: { id: 1 }, body: { hash: 'x', farDayConfirmed: false, haste: true } }),
  ];
  expect(calls).toHaveLength(4);
});
