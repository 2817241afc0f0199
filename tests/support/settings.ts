import { type ExportSettings, type Format, RELATED_LIMITS } from '../../lib/kernel/newsroom/export-settings.ts';
import type { Edition } from '../../lib/kernel/revision/text.ts';

/** Plain settings of an export. */
export function settings(edition: Edition = '2017', formats: readonly Format[] = ['md']): ExportSettings {
  return {
    edition,
    formats,
    readmes: false,
    relatedLimit: RELATED_LIMITS[edition],
    site: { url: 'https://archive.example', title: 'The Archive' },
  };
}
