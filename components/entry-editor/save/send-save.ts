import { type ApiAnswer, callApi } from '#components/api-client.ts';
import { NO_ANSWER, type SavedText, type SaveRequest } from '../model/save-request.ts';

/** Longer than any save takes: a connection that only swallows what is sent would be waited for in vain. */
const ANSWERED_WITHIN_MS = 30_000;

/** Sends a save in the name of `person` and nobody else. */
export async function sendSave(
  { key, over, base, fields }: SaveRequest,
  person: number,
): Promise<ApiAnswer<SavedText>> {
  const sent = over
    ? callApi('saveEntry', {
        params: { id: over.entry },
        body: { fields, ...(base ? { base } : {}) },
        ifMatch: over.revision,
        key,
        person,
      })
    : callApi('createEntry', { body: fields, key, person });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<ApiAnswer<SavedText>>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, problem: NO_ANSWER }), ANSWERED_WITHIN_MS);
  });
  const answer = await Promise.race([sent, late]);
  clearTimeout(timer);
  return answer;
}
