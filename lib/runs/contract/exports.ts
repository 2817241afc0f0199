import { z } from 'zod';
import { idInAddress, pageLimit } from '../../kernel/contract/search.ts';
import { id, line, someLine, webAddress } from '../../kernel/contract/text.ts';
import { type ExportSettings, FORMATS, inOrder, RELATED_LIMITS } from '../../kernel/newsroom/export-settings.ts';
import { cronProblem } from './cron.ts';
import { gitRemoteProblem } from './git-remote.ts';

/** How a target is written; the branch is that of a git repository. */
export type TargetSettings = ExportSettings & { branch?: string };

const LONGEST_DEBOUNCE = 86_400;
const LONGEST_PLACE = 500;

const edition = z.enum(['2017', '2018'], { error: 'is not an edition. Choose 2017 or 2018.' });

const format = z.enum(FORMATS, { error: `is not a format. Choose from ${FORMATS.join(', ')}.` });

/** Formats, each once and in their own order. */
const formats = z.array(format).min(1, { error: 'needs at least one format.' }).max(20).transform(inOrder);

/** Where readers find the tree. Without an address there are no canonical links and no site map. */
const site = z.strictObject({
  url: z
    .union([
      z.literal(''),
      webAddress.refine((text) => !/[?#]/.test(text), {
        error: 'contains a ? or a #. Give only the address of the front page.',
      }),
    ])
    .transform(withoutSlash),
  title: line(200),
});

const branch = line(100)
  .refine((text) => /^[A-Za-z0-9_][A-Za-z0-9._/-]*$/.test(text), {
    error: 'is not the name of a branch: letters, digits, . _ - and / only, with a letter or digit first.',
  })
  .refine((text) => !/\.\.|\/\/|\.lock(\/|$)|[./]$|\/\./.test(text), {
    error: 'is not a valid git branch name.',
  });

const settings = z
  .strictObject({
    edition: edition.default('2017'),
    formats: formats.default(['md']),
    readmes: z.boolean().default(false),
    relatedLimit: z
      .int({ error: 'is not a number.' })
      .min(1, { error: 'is less than 1.' })
      .max(100, { error: 'is more than 100.' })
      .optional(),
    related: z.enum(['chosen', 'archive-rule'], { error: 'is not chosen or archive-rule.' }).optional(),
    site: site.default({ url: '', title: 'Dateline' }),
    branch: branch.optional(),
  })
  .superRefine((given, context) => {
    const most = RELATED_LIMITS[given.edition];
    if (given.relatedLimit !== undefined && given.relatedLimit > most)
      context.addIssue({
        code: 'custom',
        path: ['relatedLimit'],
        message: `is more than ${most}, the most that a ${given.edition} page can list.`,
      });
  })
  .transform(({ relatedLimit, related, branch: named, ...rest }): TargetSettings => {
    return {
      ...rest,
      relatedLimit: relatedLimit ?? RELATED_LIMITS[rest.edition],
      ...(related === 'archive-rule' ? { related } : {}),
      ...(named === undefined ? {} : { branch: named }),
    };
  });

const fields = {
  name: someLine(80),
  kind: z.enum(['folder', 'git'], { error: 'is not a kind of target. Choose folder or git.' }),
  place: someLine(LONGEST_PLACE),
  settings: settings.prefault({}),
  schedule: line(100)
    .superRefine((text, context) => {
      const problem = cronProblem(text);
      if (problem) context.addIssue({ code: 'custom', message: problem });
    })
    .nullable()
    .default(null),
  onApproval: z.boolean().default(false),
  debounceSeconds: z
    .int({ error: 'is not a whole number of seconds.' })
    .min(0, { error: 'is less than 0.' })
    .max(LONGEST_DEBOUNCE, { error: `is more than ${LONGEST_DEBOUNCE}, a day.` })
    .default(0),
};

/** Where exports go: a folder by its name below the export root, or a git remote. */
export const targetFields = z.strictObject(fields).superRefine((target, context) => {
  const problem = target.kind === 'git' ? gitRemoteProblem(target.place) : folderNameProblem(target.place);
  if (problem) context.addIssue({ code: 'custom', path: ['place'], message: problem });
  if (target.kind === 'folder' && target.settings.branch !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['settings', 'branch'],
      message: 'applies to git targets only. Leave it out.',
    });
});

export type TargetFields = z.input<typeof targetFields>;
export type TargetInput = z.output<typeof targetFields>;

/** A change of a target: what is left out stays. The version that was read travels in `If-Match`. */
export const targetChange = z.strictObject({
  name: fields.name.optional(),
  kind: fields.kind.optional(),
  place: fields.place.optional(),
  settings: settings.optional(),
  schedule: fields.schedule.unwrap().optional(),
  onApproval: z.boolean().optional(),
  debounceSeconds: fields.debounceSeconds.unwrap().optional(),
});

export type TargetChange = z.output<typeof targetChange>;

/**
 * The start of an export: of which target, and whether it only plans, looks at the whole tree, or gives the archive of
 * an earlier instant.
 */
export const exportStart = z.strictObject({
  target: id,
  plan: z.boolean().optional(),
  full: z.boolean().optional(),
  asOf: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-22T10:00:00Z.' }).optional(),
});

/** Filters of the list of runs. */
export const exportSearch = z.strictObject({
  target: idInAddress.optional(),
  cursor: idInAddress.optional(),
  limit: pageLimit,
});

/** Filters of a run's files. */
export const runFileSearch = z.strictObject({
  outcome: line(40).optional(),
  q: line(300).optional(),
  cursor: idInAddress.optional(),
  limit: pageLimit,
});

/** One file of a run's plan. */
export const planDiff = z.strictObject({ path: someLine(1000) });

/** How the archive is downloaded as one file. */
export const archiveDownload = z.strictObject({
  format: z.enum(['zip', 'tar.gz'], { error: 'is not an archive format. Choose zip or tar.gz.' }).default('zip'),
  edition: edition.default('2017'),
  formats: z
    .string()
    .max(100)
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(formats)
    .default(['md']),
});

/** From where the feed of changes is read on. */
export const changeSearch = z.strictObject({
  after: z
    .string()
    .regex(/^(0|[1-9]\d{0,9})$/, { error: 'is not a position. Take it from "next" of the page before.' })
    .transform(Number)
    .refine((position) => position <= 2_147_483_647, { error: 'is not a position in this archive.' })
    .optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d{0,2}|1000)$/, { error: 'is not a number from 1 to 1000.' })
    .transform(Number)
    .optional(),
});

/** What is wrong with the name of a folder below the export root; undefined where it is right. */
function folderNameProblem(name: string): string | undefined {
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.includes('\\'))
    return 'must be a relative path. Choose a folder below the export root, such as site or sites/news.';
  const parts = name.split('/');
  if (parts.some((part) => part === '' || part.startsWith('.') || part !== part.trim()))
    return 'has a part that is empty or begins with a dot. Choose a folder below the export root.';
  if (parts.length > 8 || parts.some((part) => new TextEncoder().encode(part).length > 100))
    return 'is too long or too deep for a folder.';
  return /[<>:"|?*]/.test(name) ? 'contains a character that is not allowed on every disk: < > : " | ? *' : undefined;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
