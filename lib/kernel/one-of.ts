/** Whether a value is one of a fixed list, and so has the type of its members. */
export function isOneOf<const Member>(members: readonly Member[], value: unknown): value is Member {
  return members.some((member) => member === value);
}
