import { readTypedDay } from '#components/shell/typed-day.ts';

/**
 * Writes a day that was typed in any usual form as the archive does: `19 Jan 2013` becomes `2013-01-19`. What is no day
 * stays as it is.
 */
export function understandDay(field: HTMLInputElement): void {
  const read = readTypedDay(field.value);
  if (read.kind !== 'day' || read.day === field.value) return;
  // As if it had been typed, so that whoever holds the value hears of it.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, read.day);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Whether a field holds a day. */
export function isDayField(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.hasAttribute('data-day');
}
