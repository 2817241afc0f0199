import path from 'node:path';
import { countOf } from '../../../kernel/count-of.ts';
import { explain } from '../../../kernel/explain-error.ts';
import { personById } from '../../../people/store/people.ts';
import { removeTemporary, temporaryFolder } from '../../../platform/backup/temporary.ts';
import type { Store } from '../../../platform/database/database.ts';
import { onDisk } from '../../../platform/environment/disk-fault.ts';
import type { Lease } from '../../../runs/actions/lease.ts';
import type { RunContext } from '../../../runs/actions/run-context.ts';
import type { RunRecord } from '../../../runs/actions/run-record.ts';
import type { RunEnding } from '../../../runs/store/run-records.ts';
import type { Claim } from '../../../runs/store/run-types.ts';
import { openSource } from '../reading/open-source.ts';
import type { ImportReport } from '../report.ts';
import { readUpload, uploadToFile } from '../store/uploads.ts';
import { importArchive } from './import-archive.ts';

/** Imports the claimed run's upload as the person who asked, with the rights that they have now. */
export async function carryOutImport(
  { store }: RunContext,
  claim: Claim,
  { signal }: Lease,
  record: RunRecord,
): Promise<RunEnding> {
  const person = claim.person === null ? undefined : await personById(store, claim.person);
  if (!person || person.disabledAt)
    return {
      state: 'failed',
      problem: 'The person who started this import can no longer sign in. Somebody else can retry it.',
    };
  const upload = claim.upload === null ? undefined : await readUpload(store, claim.upload);
  if (!upload) return { state: 'failed', problem: 'The uploaded file is gone. Upload it again.' };
  const folder = temporaryFolder();
  try {
    const file = path.join(folder, `upload${endingOfName(upload.name)}`);
    await onDisk('the folder for temporary files (TMPDIR)', () => uploadToFile(store, upload.id, file, signal));
    return await importFile(
      store,
      claim,
      { person: person.id, role: person.role, channel: 'import', hands: claim.hands },
      { file, name: upload.name },
      signal,
      record,
    );
  } finally {
    removeTemporary(folder);
  }
}

async function importFile(
  store: Store,
  claim: Claim,
  actor: Parameters<typeof importArchive>[1],
  upload: { file: string; name: string },
  signal: AbortSignal,
  record: RunRecord,
): Promise<RunEnding> {
  const source = await openSource(upload.file, upload.name, signal);
  try {
    const done = await importArchive(store, actor, source, {
      publish: claim.options.publish === true,
      dryRun: claim.options.dryRun === true,
      farDayConfirmed: claim.options.farDayConfirmed === true,
      signal,
      onProgress: ({ phase, entries }) => record.progress(phase, entries),
      onFile: ({ outcome, path: at, line, detail }) =>
        record.file({ outcome, path: at, line: line ?? null, detail: detail ?? null }),
    });
    if (!done.ok) return { state: 'failed', problem: explain(done.error).detail };
    const { files, entries } = done.value;
    record.say(
      `${files.exact} exact, ${files.normalised} normalised, ${files.refused} refused; ` +
        `${countOf(entries.created, 'entry')} created, ${entries.updated} updated, ${entries.unchanged} unchanged.`,
    );
    return { state: 'done', report: kept(done.value), summary: { files, entries } };
  } finally {
    await source.close();
  }
}

/** Of long lists, the first entries are kept with the report; files are in the run's own list. */
const MOST_KEPT = 200;

function kept(report: ImportReport): ImportReport {
  return {
    ...report,
    refused: [],
    normalised: [],
    inferred: report.inferred.slice(0, MOST_KEPT),
    ambiguous: report.ambiguous.slice(0, MOST_KEPT),
    repeats: report.repeats.slice(0, MOST_KEPT),
    beside: { ...report.beside, unread: report.beside.unread.slice(0, MOST_KEPT) },
  };
}

/** The ending says what the file is: zip, JSON lines, or those compressed. */
function endingOfName(name: string): string {
  return /(\.zip|\.jsonl?(\.gz)?|\.ndjson(\.gz)?|\.gz)$/i.exec(name)?.[0].toLowerCase() ?? '';
}
