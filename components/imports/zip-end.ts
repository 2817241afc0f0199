const END = 22;
const MOST_IN_SHORT_FORM = 0xfffe;
const [ZIP64_END, ZIP64_LOCATOR, SHORT_END] = [0x06064b50, 0x07064b50, 0x06054b50];

/**
 * The last chunk of a zip (its directory and end record), with the long form of the end record where the short one
 * cannot count so many files.
 */
export function endOfZip(chunk: Uint8Array, files: number): Uint8Array {
  if (files <= MOST_IN_SHORT_FORM) return chunk;
  const size = chunk.length - END;
  const before = new DataView(chunk.buffer, chunk.byteOffset + size).getUint32(16, true);
  const whole = new Uint8Array(size + 56 + 20 + END);
  whole.set(chunk.subarray(0, size));
  const view = new DataView(whole.buffer, size);
  view.setUint32(0, ZIP64_END, true);
  view.setBigUint64(4, 44n, true);
  view.setUint16(12, 45, true);
  view.setUint16(14, 45, true);
  view.setBigUint64(24, BigInt(files), true);
  view.setBigUint64(32, BigInt(files), true);
  view.setBigUint64(40, BigInt(size), true);
  view.setBigUint64(48, BigInt(before), true);
  view.setUint32(56, ZIP64_LOCATOR, true);
  view.setBigUint64(64, BigInt(before + size), true);
  view.setUint32(72, 1, true);
  view.setUint32(76, SHORT_END, true);
  view.setUint16(84, 0xffff, true);
  view.setUint16(86, 0xffff, true);
  view.setUint32(88, 0xffffffff, true);
  view.setUint32(92, 0xffffffff, true);
  return whole;
}
