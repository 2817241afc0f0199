import { type ApiAnswer, callApi } from '#components/api-client.ts';
import type { FollowedRun, RunFilesPage, RunView } from '#lib/exchange/runs/runs.ts';

/** What is known of a run by its address. */
export type RunAt = Pick<RunView, 'id' | 'kind'>;

type FileQuery = { outcome?: string | undefined; q?: string | undefined; cursor?: string | undefined };

type Started = Promise<ApiAnswer<{ run: number }>>;

type RunApi = {
  read(id: number): Promise<ApiAnswer<FollowedRun>>;
  files(id: number, query: FileQuery): Promise<ApiAnswer<RunFilesPage>>;
  cancel(id: number): Started;
  retry(id: number): Started;
};

/** The operations on a run that each kind of run has under a name of its own. */
export const RUN_API: Readonly<Record<RunView['kind'], RunApi>> = {
  export: {
    read: (id) => callApi('readExport', { params: { id } }),
    files: (id, query) => callApi('listExportFiles', { params: { id }, query }),
    cancel: (id) => callApi('cancelExport', { params: { id } }),
    retry: (id) => callApi('retryExport', { params: { id } }),
  },
  import: {
    read: (id) => callApi('readImport', { params: { id } }),
    files: (id, query) => callApi('listImportFiles', { params: { id }, query }),
    cancel: (id) => callApi('cancelImport', { params: { id } }),
    retry: (id) => callApi('retryImport', { params: { id } }),
  },
  bulk: {
    read: (id) => callApi('readBulk', { params: { id } }),
    files: (id, query) => callApi('listBulkFiles', { params: { id }, query }),
    cancel: (id) => callApi('cancelBulk', { params: { id } }),
    retry: (id) => callApi('retryBulk', { params: { id } }),
  },
};
