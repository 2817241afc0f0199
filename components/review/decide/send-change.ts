import { type ApiAnswer, callApi } from '#components/api-client.ts';
import type { ChangeKind } from '#lib/kernel/newsroom/review-item.ts';

type Sending = Promise<ApiAnswer<unknown>>;

type ChangeApi = {
  approve(id: number, hash: string): Sending;
  /** Gives the change up; only some kinds keep the reason. */
  discard(id: number, reason: string | undefined): Sending;
};

/** The operations that decide on each kind of change. */
export const CHANGE_API: Readonly<Record<ChangeKind, ChangeApi>> = {
  context: {
    approve: (id, hash) => callApi('approveContextChange', { params: { id }, body: { hash } }),
    discard: (id) => callApi('discardContextChange', { params: { id } }),
  },
  prose: {
    approve: (id, hash) => callApi('approveProse', { params: { id }, body: { hash } }),
    discard: (id, reason) => callApi('discardProse', { params: { id }, body: { reason } }),
  },
  order: {
    approve: (id, hash) => callApi('approveDayOrder', { params: { id }, body: { hash } }),
    discard: (id, reason) => callApi('discardDayOrder', { params: { id }, body: { reason } }),
  },
};

/** Sends a change of names back to whoever asked. */
export function requestChanges(id: number, reason: string): Sending {
  return callApi('requestContextChanges', { params: { id }, body: { reason } });
}
