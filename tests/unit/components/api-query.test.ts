import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ApiQuery, afterPause, apiQuery, newQueryClient } from '../../../components/api-query.ts';

/** The requests that were sent, each with the way to answer it. */
let sent: { address: string; signal: AbortSignal; answer(body: unknown, status?: number): void }[];

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  vi.stubGlobal(
    'fetch',
    (address: string, { signal }: { signal: AbortSignal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        const answer = (body: unknown, status = 200) => resolve(new Response(JSON.stringify(body), { status }));
        sent.push({ address, signal, answer });
      }),
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A screen that asks: what it shows, and the way to its next question. */
function asking<T>(first: ApiQuery<T>, client = newQueryClient()) {
  const observer = new QueryObserver<T>(client, client.defaultQueryOptions(first));
  const leave = observer.subscribe(() => undefined);
  return {
    shown: () => observer.getCurrentResult(),
    ask: (next: ApiQuery<T>) => observer.setOptions(client.defaultQueryOptions(next)),
    leave,
  };
}

const titles = (q: string) => apiQuery('findEntries', { query: { q, limit: 8 } });

test('a question is known by its operation and its input, whatever the order of the fields', () => {
  expect(apiQuery('readEntry', { params: { id: 7 } }).queryKey).toEqual(['readEntry', { params: { id: 7 } }]);
  const client = newQueryClient();
  const hash = ({ queryKey }: ApiQuery<unknown>) => client.defaultQueryOptions({ queryKey }).queryHash;
  expect(hash(apiQuery('findEntries', { query: { limit: 8, q: 'port' } }))).toBe(hash(titles('port')));
  expect(hash(titles('port'))).not.toBe(hash(titles('ports')));
});

test('two screens with the same question send one request, and both show its answer', async () => {
  const client = newQueryClient();
  const [one, other] = [asking(titles('port'), client), asking(titles('port'), client)];
  expect(sent.map(({ address }) => address)).toEqual(['/api/v1/entries/titles?q=port&limit=8']);
  sent[0]?.answer({ items: [{ id: 1 }], next: null });
  await settle();
  expect(one.shown().data).toEqual({ items: [{ id: 1 }], next: null });
  expect(other.shown().data).toBe(one.shown().data);
});

test('a refusal is the error, in the words of the API, and is not asked again', async () => {
  const { shown } = asking(apiQuery('readEntryFiles', { params: { id: 7 } }));
  sent[0]?.answer({ code: 'not-found', title: 'Not found', detail: 'There is none.' }, 404);
  await settle(60_000);
  expect(shown().error).toEqual({
    status: 404,
    code: 'not-found',
    title: 'Not found',
    detail: 'There is none.',
    fields: [],
  });
  expect(sent).toHaveLength(1);
});

test('without a network the error says that nobody answers, and the screen does not wait', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
  const { shown } = asking(titles('port'));
  await settle();
  expect(shown()).toMatchObject({ isError: true, fetchStatus: 'idle', error: { status: 0, code: 'unreachable' } });
});

test('without an input nothing is asked', async () => {
  const { shown } = asking(apiQuery('previewContextMerge', undefined));
  await settle(1_000);
  expect(shown()).toMatchObject({ isPending: true, isLoading: false });
  expect(sent).toEqual([]);
});

test('the answer to an earlier question never takes the place of a later one, and its request is ended', async () => {
  const { shown, ask } = asking(titles('po'));
  ask(titles('port'));
  expect(sent.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  sent[1]?.answer({ items: [{ id: 2 }] });
  await settle();
  sent[0]?.answer({ items: [{ id: 1 }] });
  await settle();
  expect(shown().data).toEqual({ items: [{ id: 2 }] });
});

test('a question that waits for a pause is sent once nothing else was typed so long', async () => {
  const { ask } = asking(afterPause(titles('p'), 150));
  await settle(149);
  ask(afterPause(titles('po'), 150));
  await settle(149);
  expect(sent).toEqual([]);
  await settle(1);
  expect(sent.map(({ address }) => address)).toEqual(['/api/v1/entries/titles?q=po&limit=8']);
});

test('a screen that is left ends its question, and what it showed is not kept for the next one', async () => {
  const client = newQueryClient();
  const left = asking(titles('port'), client);
  left.leave();
  expect(sent[0]?.signal.aborted).toBe(true);
  const seen = asking(titles('port'), client);
  sent[1]?.answer({ items: [{ id: 1 }] });
  await settle();
  seen.leave();
  await settle(2_000);
  expect(asking(titles('port'), client).shown()).toMatchObject({ isPending: true, isFetching: true });
});
