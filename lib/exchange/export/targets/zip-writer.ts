import { crc32 } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 20;
const VERSION_64 = 45;
const MADE_ON_UNIX = 3 << 8;
/** An ordinary file that all may read and its owner write. */
const MODE = 0o100644;
/** The first day that the format knows, 1980-01-01: the same tree is the same archive. */
const DATE = 0x0021;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;

/**
 * The bytes of a zip archive, piece by piece, so that whoever writes them can wait. (yazl, the library for this, takes
 * everything at once and looks through all entries for each; at 120,000 files that is minutes and the whole archive in
 * memory.)
 */
export class ZipWriter {
  private readonly directory: Buffer[] = [];
  private offset = 0;

  /** What goes before and with the bytes of a file that are deflated already. */
  entry(path: string, bytes: Buffer, deflated: Buffer): Buffer[] {
    const name = Buffer.from(path, 'utf8');
    const about = { name, crc: crc32(bytes), size: bytes.length, deflated: deflated.length };
    const head = Buffer.alloc(30);
    head.writeUInt32LE(LOCAL, 0);
    writeAbout(head, 4, about);
    this.directory.push(centralRecord(about, this.offset));
    this.offset += head.length + name.length + deflated.length;
    return [head, name, deflated];
  }

  /** What goes after the last file. */
  end(): Buffer[] {
    const size = this.directory.reduce((sum, record) => sum + record.length, 0);
    const count = this.directory.length;
    const isLarge = count >= MOST_16 || size >= MOST_32 || this.offset >= MOST_32;
    const end = Buffer.alloc(22);
    end.writeUInt32LE(END, 0);
    end.writeUInt16LE(Math.min(count, MOST_16), 8);
    end.writeUInt16LE(Math.min(count, MOST_16), 10);
    end.writeUInt32LE(Math.min(size, MOST_32), 12);
    end.writeUInt32LE(Math.min(this.offset, MOST_32), 16);
    return [...this.directory, ...(isLarge ? largeEnd(count, size, this.offset) : []), end];
  }
}

type About = { name: Buffer; crc: number; size: number; deflated: number };

/** The fields that a file's own head and its record in the directory share. */
function writeAbout(into: Buffer, at: number, { name, crc, size, deflated }: About): void {
  into.writeUInt16LE(VERSION, at);
  into.writeUInt16LE(UTF8_NAMES, at + 2);
  into.writeUInt16LE(DEFLATED, at + 4);
  into.writeUInt16LE(DATE, at + 8);
  into.writeUInt32LE(crc, at + 10);
  into.writeUInt32LE(deflated, at + 14);
  into.writeUInt32LE(size, at + 18);
  into.writeUInt16LE(name.length, at + 22);
}

function centralRecord(about: About, offset: number): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(CENTRAL, 0);
  head.writeUInt16LE(MADE_ON_UNIX | VERSION_64, 4);
  writeAbout(head, 6, about);
  head.writeUInt32LE((MODE << 16) >>> 0, 38);
  head.writeUInt32LE(Math.min(offset, MOST_32), 42);
  if (offset < MOST_32) return Buffer.concat([head, about.name]);
  const far = Buffer.alloc(12);
  far.writeUInt16LE(1, 0);
  far.writeUInt16LE(8, 2);
  far.writeBigUInt64LE(BigInt(offset), 4);
  head.writeUInt16LE(far.length, 30);
  return Buffer.concat([head, about.name, far]);
}

/** More than 65,534 files, or 4 GB, are said in a record of their own (ZIP64). */
function largeEnd(count: number, size: number, offset: number): Buffer[] {
  const end = Buffer.alloc(56);
  end.writeUInt32LE(END_64, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(MADE_ON_UNIX | VERSION_64, 12);
  end.writeUInt16LE(VERSION_64, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(LOCATOR_64, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return [end, locator];
}
