/** A key that marks one wish, so that the same request sent twice starts one run. Plain HTTP knows no `randomUUID`. */
export function requestKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
