import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ExportSettings,
  FORMATS,
  type Format,
  inOrder,
  RELATED_LIMITS,
} from '../kernel/newsroom/export-settings.ts';
import { isOneOf } from '../kernel/one-of.ts';
import type { Edition } from '../kernel/revision/text.ts';

/** What the options of an export say about its pages. */
export type PageOptions = {
  edition: Edition;
  formats: Format[];
  readmes?: boolean;
  relatedLimit?: number;
  related?: 'chosen' | 'archive-rule';
  siteUrl: string;
  siteTitle: string;
};

/** Adds the options that say how pages are written. */
export function addPageOptions(command: Command): Command {
  return command
    .addOption(new Option('--edition <year>', 'the layout to write').choices(['2017', '2018']).default('2017'))
    .addOption(
      new Option('--formats <list>', `formats of each page, separated by commas: ${FORMATS.join(',')}`)
        .argParser(readFormats)
        .default(['md'], 'md'),
    )
    .option('--readmes', 'write README.md next to every index.md; otherwise only where an import had one')
    .addOption(
      new Option(
        '--related-limit <n>',
        'maximum number of related entries on a page (default: 10, in the 2018 edition 5)',
      ).argParser(readLimit),
    )
    .addOption(
      new Option(
        '--related <how>',
        'hand-picked related entries, or those chosen by the old archive’s rule, by shared contexts only',
      ).choices(['chosen', 'archive-rule']),
    )
    .option(
      '--site-url <address>',
      'the public address of the tree, for feeds, site maps and canonical links',
      readAddress,
      '',
    )
    .option('--site-title <text>', 'the name of the archive in feeds and pages', 'Dateline');
}

/** The settings that the options ask for. */
export function settingsOf({
  edition,
  formats,
  readmes,
  relatedLimit,
  related,
  siteUrl,
  siteTitle,
}: PageOptions): ExportSettings {
  const rule = related === 'archive-rule' ? { related } : {};
  return {
    edition,
    formats,
    readmes: readmes === true,
    relatedLimit: relatedLimit ?? RELATED_LIMITS[edition],
    ...rule,
    site: { url: siteUrl, title: siteTitle },
  };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** An instant with its zone, as ISO writes it. */
export function readInstant(text: string): string {
  if (!INSTANT.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('Give a time with its zone, such as 2026-01-31T12:00:00Z.');
  return new Date(text).toISOString();
}

function readFormats(text: string): Format[] {
  const names = text.split(',').map((name) => name.trim());
  const known = names.filter((name) => isOneOf(FORMATS, name));
  const unknown = names.find((name) => !isOneOf(FORMATS, name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`“${unknown}” is not a format. Choose from ${FORMATS.join(', ')}.`);
  return inOrder(known);
}

function readLimit(text: string): number {
  if (!/^(?:[1-9]|10)$/.test(text)) throw new InvalidArgumentError('Give a number from 1 to 10.');
  return Number(text);
}

function readAddress(text: string): string {
  if (!/^https?:\/\/[^/\s?#]+(?:\/[^\s?#]*)?$/.test(text))
    throw new InvalidArgumentError('Give an address such as https://archive.example.');
  return text.replace(/\/+$/, '');
}
