const NUMBERS = new Intl.NumberFormat('en');

/** 121,741 */
export function counted(count: number): string {
  return NUMBERS.format(count);
}

/** “1 file”, “12,215 files” */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${counted(count)} ${count === 1 ? one : many}`;
}
