/**
 * The time of day that somebody typed, as `09:30`: `9:30`, `9.30`, `0930`, `21:15`, `9:30 pm`, `9 am`. Undefined where
 * it is none.
 */
export function readTypedTime(text: string): string | undefined {
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(?:([ap])\.?m\.?)?$/i.exec(text.trim());
  if (!found) return undefined;
  const [, hours = '', minutes, half] = found;
  if (minutes === undefined && !half) return undefined;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  const isThere = hour < 24 && Number(minutes ?? 0) < 60 && !(half && (Number(hours) > 12 || Number(hours) === 0));
  return isThere ? `${String(hour).padStart(2, '0')}:${minutes ?? '00'}` : undefined;
}
