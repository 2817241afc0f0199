import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { PersonId } from '../domain/ids.ts';
import type { Store } from './database.ts';

/** Bytes as they come: a request's body, a file. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** What became of a stream: kept under an id, or refused for its size. */
export type StoredUpload = { id: number } | { problem: 'empty' | 'too-large' };

/** A file that was uploaded whole. */
export type Upload = { id: number; name: string; size: number; sha256: string };

const PART = 1024 * 1024;
const KEPT_DAYS = 7;

/**
 * Keeps a stream in the database, where every worker finds it, part by part as it comes. What is cut off or too large leaves
 * nothing behind: until it is whole, it has no hash and nobody reads it.
 */
export async function storeUpload(store: Store, from: { person: PersonId; name: string; most: number }, stream: ByteStream): Promise<StoredUpload> {
  const { rows } = await store.pool.query<{ id: number }>(`INSERT INTO upload (name, size, sha256, created_by) VALUES ($1, 0, '', $2) RETURNING id`, [from.name, from.person]);
  const id = rows[0]?.id ?? 0;
  let isKept = false;
  try {
    const { size, sha256 } = await storeParts(store, id, from.most, stream);
    if (size === 0) return { problem: 'empty' };
    if (size > from.most) return { problem: 'too-large' };
    await store.pool.query('UPDATE upload SET size = $2, sha256 = $3, created_at = now() WHERE id = $1', [id, size, sha256]);
    isKept = true;
    return { id };
  } finally {
    if (!isKept) await store.pool.query('DELETE FROM upload WHERE id = $1', [id]);
  }
}

/** An upload that is whole; undefined where there is none of this id. */
export async function readUpload(store: Store, id: number): Promise<Upload | undefined> {
  const { rows } = await store.pool.query<Upload>(`SELECT id, name, size::float8 AS size, sha256 FROM upload WHERE id = $1 AND sha256 <> ''`, [id]);
  return rows[0];
}

/** Writes an upload into a new file, one part in memory at a time. Throws where it is gone, or not what it was. */
export async function uploadToFile(store: Store, id: number, file: string): Promise<void> {
  const upload = await readUpload(store, id);
  if (!upload) throw new Error(`Upload ${id} is gone.`);
  const handle = await open(file, 'wx', 0o600);
  try {
    if ((await copyParts(store, id, handle)) !== upload.sha256) throw new Error(`Upload ${id} is not what was uploaded.`);
  } finally {
    await handle.close();
  }
}

/** Deletes uploads a week after they came or the last run with them ended, and those that were cut off. Returns how many. */
export async function clearUploads(store: Store): Promise<number> {
  const { rowCount } = await store.pool.query(
    `DELETE FROM upload u WHERE (u.sha256 = '' AND u.created_at < now() - interval '1 day') OR (u.created_at < now() - make_interval(days => $1)
      AND NOT EXISTS (SELECT FROM archive_run r WHERE r.upload_id = u.id AND (r.ended_at IS NULL OR r.ended_at >= now() - make_interval(days => $1))))`,
    [KEPT_DAYS],
  );
  return rowCount ?? 0;
}

/** Stops as soon as there is more than `most`. */
async function storeParts(store: Store, id: number, most: number, stream: ByteStream): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let [size, n] = [0, 0];
  for await (const part of partsOf(stream)) {
    size += part.length;
    if (size > most) break;
    hash.update(part);
    await store.pool.query({ name: 'store-part', text: 'INSERT INTO upload_part (upload_id, n, bytes) VALUES ($1, $2, $3)', values: [id, n, part] });
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

async function copyParts(store: Store, id: number, into: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  for (let n = 0; ; n += 1) {
    const { rows } = await store.pool.query<{ bytes: Buffer }>({ name: 'read-part', text: 'SELECT bytes FROM upload_part WHERE upload_id = $1 AND n = $2', values: [id, n] });
    const [part] = rows;
    if (!part) return hash.digest('hex');
    hash.update(part.bytes);
    await into.writeFile(part.bytes);
  }
}
