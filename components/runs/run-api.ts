import { type ApiAnswer, callApi } from '#components/api-client.ts';
import { type ApiQuery, apiQuery, askApi } from '#components/api-query.ts';
import type { FollowedRun, RunFilesPage, RunView } from '#lib/exchange/runs/runs.ts';

/** What is known of a run by its address. */
export type RunAt = Pick<RunView, 'id' | 'kind'>;

type FileQuery = { outcome?: string | undefined; q?: string | undefined; cursor?: string | undefined };

type StartAnswer = Promise<ApiAnswer<{ run: number }>>;

type RunApi = {
  read(id: number): ApiQuery<FollowedRun>;
  files(id: number, query: FileQuery, signal: AbortSignal): Promise<RunFilesPage>;
  cancel(id: number): StartAnswer;
  retry(id: number): StartAnswer;
};

/** The operations on a run that each kind of run has under a name of its own. */
export const RUN_API: Readonly<Record<RunView['kind'], RunApi>> = {
  export: {
    read: (id) => apiQuery('readExport', { params: { id } }),
    files: (id, query, signal) => askApi('listExportFiles', { params: { id }, query }, signal),
    cancel: (id) => callApi('cancelExport', { params: { id } }),
    retry: (id) => callApi('retryExport', { params: { id } }),
  },
  import: {
    read: (id) => apiQuery('readImport', { params: { id } }),
    files: (id, query, signal) => askApi('listImportFiles', { params: { id }, query }, signal),
    cancel: (id) => callApi('cancelImport', { params: { id } }),
    retry: (id) => callApi('retryImport', { params: { id } }),
  },
  bulk: {
    read: (id) => apiQuery('readBulk', { params: { id } }),
    files: (id, query, signal) => askApi('listBulkFiles', { params: { id }, query }, signal),
    cancel: (id) => callApi('cancelBulk', { params: { id } }),
    retry: (id) => callApi('retryBulk', { params: { id } }),
  },
};
