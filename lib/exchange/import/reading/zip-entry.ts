/** A file in a zip archive: where it is and what the archive says about it. */
export type ZipEntry = { path: string; size: number; packed: number; at: number; isDeflated: boolean; crc: number };

/** What the directory of an archive says about an entry. */
export type RawEntry = {
  name: string;
  size: number;
  packed: number;
  at: number;
  flags: number;
  method: number;
  attributes: number;
};

const BOMB_FROM = 1024 * 1024;
const HIGHEST_RATIO = 200;
const ENCRYPTED = 0x2041;
const [STORED, DEFLATED] = [0, 8];
const TYPE_OF_FILE = 0o170000;
const [REGULAR, FOLDER] = [0o100000, 0o040000];
/** Deflate adds a few bytes to what it cannot pack. */
const MOST_ADDED = 64 * 1024;

/** Why an entry makes the whole archive one that is not read; undefined where it does not. */
export function dangerInEntry(entry: RawEntry): string | undefined {
  const name = dangerInName(entry.name);
  if (name) return name;
  const type = (entry.attributes >>> 16) & TYPE_OF_FILE;
  if (type !== 0 && type !== REGULAR && type !== FOLDER)
    return 'is a link or a device. Only files and folders are read.';
  if (entry.flags & ENCRYPTED) return 'is encrypted. Zip the tree again without a password.';
  if (entry.method !== STORED && entry.method !== DEFLATED)
    return `uses an unsupported compression method (${entry.method}). Zip the tree again with deflate.`;
  if (entry.method === STORED && entry.packed !== entry.size)
    return 'is not compressed but has two sizes. The archive is damaged.';
  if (entry.size > BOMB_FROM && entry.size > HIGHEST_RATIO * entry.packed)
    return `unpacks to more than ${HIGHEST_RATIO} times its size, as no page does.`;
  return undefined;
}

/** Why a file that is about to be read is not. */
export function dangerInSize({ size, packed }: Pick<RawEntry, 'size' | 'packed'>, largest: number): string | undefined {
  return size > largest || packed > largest + MOST_ADDED
    ? `is larger than the ${largest / 1024 / 1024} MB that a page may have.`
    : undefined;
}

/** Whether an entry is a folder, which its files name anyway. */
export function isFolder(name: string): boolean {
  return name.endsWith('/');
}

function dangerInName(name: string): string | undefined {
  if (name.includes('\\')) return 'has a backslash in its name.';
  if (name.includes('\0')) return 'has a NUL character in its name.';
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'has an absolute path, which points outside the archive.';
  const names = (isFolder(name) ? name.slice(0, -1) : name).split('/');
  if (names.includes('..') || names.includes('.')) return 'has “.” or “..” in its path, which points elsewhere.';
  return names.includes('') ? 'has an empty name in its path.' : undefined;
}
