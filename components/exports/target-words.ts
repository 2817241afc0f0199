import type { TargetView } from '#lib/exchange/export/queries/targets.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import type { Format } from '#lib/kernel/newsroom/export-settings.ts';
import { scheduleWords } from './schedule-words.ts';

/** How the formats are called where people choose them. */
export const FORMAT_NAMES: Readonly<Record<Format, string>> = {
  md: 'Markdown',
  html: 'HTML',
  json: 'JSON',
  xml: 'XML',
  rss: 'RSS and Atom feeds',
};

/** “2017 edition · Markdown, HTML · README files” */
export function settingsWords({ settings }: Pick<TargetView, 'settings'>): string {
  const formats = settings.formats.map((format) => (format === 'rss' ? 'feeds' : FORMAT_NAMES[format])).join(', ');
  return `${settings.edition} edition · ${formats}${settings.readmes ? ' · README files' : ''}`;
}

/** When a target is written without anybody asking: “at 03:00, every day (UTC) · after each approval”. */
export function timesWords({
  schedule,
  onApproval,
  debounceSeconds,
}: Pick<TargetView, 'schedule' | 'onApproval' | 'debounceSeconds'>): string {
  const times = [
    schedule && `${scheduleWords(schedule) ?? `by the schedule ${schedule}`} (UTC)`,
    onApproval && (debounceSeconds ? `${countOf(debounceSeconds, 'second')} after an approval` : 'after each approval'),
  ].filter(Boolean);
  const words = times.join(' · ') || 'only by hand';
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
