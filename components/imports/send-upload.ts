import { type ApiAnswer, type ApiProblem, apiAddress } from '#components/api-client.ts';
import { fieldOf } from '#lib/kernel/record.ts';

export type UploadProgress = { bytes: number; of: number };

const TYPES: readonly (readonly [ending: string, type: string])[] = [
  ['.zip', 'application/zip'],
  ['.jsonl.gz', 'application/gzip'],
  ['.jsonl', 'application/x-ndjson'],
  ['.ndjson', 'application/x-ndjson'],
];

/** The type under which a file is sent; undefined for one that no import reads. */
export function typeOfUpload(name: string): string | undefined {
  const lower = name.toLowerCase();
  return TYPES.find(([ending]) => lower.endsWith(ending))?.[1];
}

/** Sends a file to the server and says how far it is; `fetch` cannot tell that. */
export function sendUpload(
  name: string,
  type: string,
  body: Blob,
  tell: (sent: UploadProgress) => void,
  signal: AbortSignal,
): Promise<ApiAnswer<{ upload: number }>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiAddress('saveUpload', { query: { name } }));
    request.setRequestHeader('Content-Type', type);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => tell({ bytes: loaded, of: total });
    request.onload = () => resolve(answerOf(request));
    request.onerror = () => resolve({ ok: false, problem: problemOf(0, undefined) });
    request.onabort = () =>
      resolve({
        ok: false,
        problem: {
          ...problemOf(0, undefined),
          code: 'stopped',
          title: 'Stopped',
          detail: 'The upload was stopped. Nothing was kept.',
        },
      });
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function answerOf({ status, response }: XMLHttpRequest): ApiAnswer<{ upload: number }> {
  return status === 201
    ? { ok: true, value: { upload: Number(fieldOf(response, 'upload')) } }
    : { ok: false, problem: problemOf(status, response as Partial<ApiProblem> | null) };
}

function problemOf(status: number, said: Partial<ApiProblem> | null | undefined): ApiProblem {
  return {
    status,
    title: 'Not uploaded',
    detail: 'The server does not answer, or it broke the upload off. Try again in a moment.',
    code: 'unreachable',
    fields: [],
    ...said,
  };
}
