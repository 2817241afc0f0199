import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { sql } from 'kysely';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Store } from '../../../platform/database/database.ts';
import { keptStatements, kysely } from '../../../platform/database/kysely.ts';
import { ago, now, rowsWritten } from '../../../platform/database/sql-values.ts';

/** Bytes as they come: a request's body, a file. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** What became of a stream: kept under an id, or refused for its size. */
export type StoredUpload = { id: number } | { problem: 'empty' | 'too-large' };

/** A file that was uploaded whole. */
export type Upload = { id: number; name: string; size: number; sha256: string };

const PART = 1024 * 1024;

/**
 * Keeps a stream in the database, where every worker finds it, part by part as it comes. What is cut off or too large
 * leaves nothing behind: until it is whole, it has no hash and nobody reads it.
 */
export async function storeUpload(
  store: Store,
  from: { person: PersonId; name: string; most: number },
  stream: ByteStream,
): Promise<StoredUpload> {
  const { id } = await store.prisma.upload.create({
    data: { name: from.name, size: 0, sha256: '', createdById: from.person },
    select: { id: true },
  });
  let isKept = false;
  try {
    const { size, sha256 } = await storeParts(store, id, from.most, stream);
    if (size === 0) return { problem: 'empty' };
    if (size > from.most) return { problem: 'too-large' };
    await kysely(store.pool)
      .updateTable('upload')
      .set({ size: String(size), sha256, created_at: now })
      .where('id', '=', id)
      .execute();
    isKept = true;
    return { id };
  } finally {
    if (!isKept) await store.prisma.upload.deleteMany({ where: { id } });
  }
}

/** An upload that is whole; undefined where there is none of this id. */
export async function readUpload(store: Store, id: number): Promise<Upload | undefined> {
  return kysely(store.pool)
    .selectFrom('upload')
    .select((eb) => ['id', 'name', sql<number>`${eb.ref('size')}::float8`.as('size'), 'sha256'])
    .where('id', '=', id)
    .where('sha256', '<>', '')
    .executeTakeFirst();
}

/** Writes an upload into a new file, one part in memory at a time. Throws where it is gone, or not what it was. */
export async function uploadToFile(store: Store, id: number, file: string, signal?: AbortSignal): Promise<void> {
  const upload = await readUpload(store, id);
  if (!upload) throw new Error(`Upload ${id} is gone.`);
  const handle = await open(file, 'wx', 0o600);
  try {
    if ((await copyParts(store, id, handle, signal)) !== upload.sha256)
      throw new Error(`Upload ${id} is not what was uploaded.`);
  } finally {
    await handle.close();
  }
}

/**
 * Deletes uploads a week after they came or the last run with them ended, and those that were cut off. Returns how
 * many.
 */
export async function clearUploads(store: Store): Promise<number> {
  const kept = ago({ days: 7 });
  return rowsWritten(
    kysely(store.pool)
      .deleteFrom('upload as u')
      .where((eb) => {
        const runs = eb.selectFrom('archive_run as r').select('r.id').whereRef('r.upload_id', '=', 'u.id');
        const lately = runs.where((run) => run.or([run('r.ended_at', 'is', null), run('r.ended_at', '>=', kept)]));
        return eb.or([
          eb.and([eb('u.sha256', '=', ''), eb('u.created_at', '<', ago({ days: 1 }))]),
          eb.and([eb('u.created_at', '<', kept), eb.not(eb.exists(lately))]),
        ]);
      }),
  );
}

/** Stops as soon as there is more than `most`. */
async function storeParts(
  store: Store,
  id: number,
  most: number,
  stream: ByteStream,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let [size, n] = [0, 0];
  for await (const part of partsOf(stream)) {
    size += part.length;
    if (size > most) break;
    hash.update(part);
    await keptStatements(store.pool).insertInto('upload_part').values({ upload_id: id, n, bytes: part }).execute();
    n += 1;
  }
  return { size, sha256: hash.digest('hex') };
}

/** The stream in parts of one size, the last one shorter. The next part is gathered in the same place. */
async function* partsOf(stream: ByteStream): AsyncGenerator<Buffer> {
  const part = Buffer.allocUnsafe(PART);
  let held = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(PART - held, chunk.length - at);
      part.set(chunk.subarray(at, at + taken), held);
      [at, held] = [at + taken, held + taken];
      if (held === PART) {
        yield part;
        held = 0;
      }
    }
  }
  if (held > 0) yield part.subarray(0, held);
}

async function copyParts(store: Store, id: number, into: FileHandle, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for (let n = 0; ; n += 1) {
    signal?.throwIfAborted();
    const part = await keptStatements(store.pool)
      .selectFrom('upload_part')
      .select('bytes')
      .where('upload_id', '=', id)
      .where('n', '=', n)
      .executeTakeFirst();
    if (!part) return hash.digest('hex');
    hash.update(part.bytes);
    await into.writeFile(part.bytes);
  }
}
