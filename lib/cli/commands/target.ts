import { type Command, Option } from 'commander';
import { removeTarget } from '../../exchange/export/actions/remove-target.ts';
import { changeTarget, createTarget } from '../../exchange/export/actions/save-target.ts';
import { findTarget, listTargets, type TargetView } from '../../exchange/export/queries/targets.ts';
import type { FieldProblem } from '../../kernel/app-error.ts';
import { problemsOf } from '../../kernel/contract/problems.ts';
import { FORMATS } from '../../kernel/newsroom/export-settings.ts';
import type { Store } from '../../platform/database/database.ts';
import { targetChange, targetFields } from '../../runs/contract/exports.ts';
import { asPerson } from '../acting-person.ts';
import { STATUS } from '../exit-status.ts';
import { printError, printJson, printLine, printNote, table } from '../output.ts';
import { withStore } from '../with-store.ts';

type TargetOptions = { as?: string; json?: true };
type Options = TargetOptions & {
  folder?: string;
  git?: string;
  branch?: string;
  edition?: string;
  formats?: string;
  readmes?: boolean;
  relatedLimit?: string;
  related?: string;
  siteUrl?: string;
  siteTitle?: string;
  schedule?: string | false;
  onApproval?: boolean;
  debounce?: string;
  name?: string;
};

/** `dateline target add|list|set|remove`: where exports go. */
export function targetCommand(program: Command): void {
  const target = program
    .command('target')
    .description('manage export targets: folders below the export root, git repositories');
  withFields(target.command('add <name>').description('add a target, by --folder or --git')).action(
    async (name: string, options: Options) => {
      process.exitCode = await withStore((store) => add(store, name, options));
    },
  );
  target
    .command('list')
    .description('list the targets, each with its last run')
    .option('--json', 'print the list as JSON')
    .action(async ({ json }: TargetOptions) => {
      process.exitCode = await withStore((store) => list(store, json));
    });
  withFields(target.command('set <name>').description('change a target; options that are not given stay the same'))
    .option('--name <name>', 'rename it')
    .action(async (name: string, options: Options) => {
      process.exitCode = await withStore((store) => set(store, name, options));
    });
  target
    .command('remove <name>')
    .description('remove a target; files already exported to it stay')
    .option('--as <email>', 'the admin who does this (default: the only one)')
    .option('--json', 'print the outcome as JSON')
    .action(async (name: string, options: TargetOptions) => {
      process.exitCode = await withStore((store) => remove(store, name, options));
    });
}

function withFields(command: Command): Command {
  return command
    .option('--folder <name>', 'write into this folder below the export root')
    .option('--git <remote>', 'commit and push to this repository')
    .option('--branch <name>', 'the branch of the repository (default: main)')
    .addOption(new Option('--edition <year>', 'the layout to write').choices(['2017', '2018']))
    .option('--formats <list>', `formats of each page, separated by commas: ${FORMATS.join(',')}`)
    .option('--readmes', 'write README.md next to every index.md')
    .option('--no-readmes', 'only where an import had one')
    .option('--related-limit <n>', 'maximum number of related entries on a page')
    .option('--related <how>', 'chosen (hand-picked), or archive-rule: those that share most contexts')
    .option('--site-url <address>', 'the public address of the tree')
    .option('--site-title <text>', 'the name of the archive in feeds and pages')
    .option('--schedule <cron>', 'export at these times: minute, hour, day, month, weekday, in UTC')
    .option('--no-schedule', 'do not export on a schedule')
    .option('--on-approval', 'export after each approval')
    .option('--no-on-approval', 'do not export after approvals')
    .option('--debounce <seconds>', 'wait this long after an approval, in case more follow')
    .option('--as <email>', 'the admin who does this (default: the only one)')
    .option('--json', 'print the outcome as JSON');
}

function add(store: Store, name: string, options: Options): Promise<number> {
  const input = targetFields.safeParse({ ...fieldsOf(options, undefined), name });
  if (!input.success) return wrong(problemsOf(input.error));
  return asPerson(store, options.as, async (actor) => {
    const made = await createTarget(store, actor, input.data);
    if (!made.ok) return printError(made.error);
    return done(
      options,
      made.value,
      `Target ${name} added. Export to it: npm run dateline -- export --target ${JSON.stringify(name)}`,
    );
  });
}

async function set(store: Store, name: string, options: Options): Promise<number> {
  const target = await findTarget(store, name);
  if (!target) return unknown(name);
  const input = targetChange.safeParse(fieldsOf(options, target));
  if (!input.success) return wrong(problemsOf(input.error));
  return asPerson(store, options.as, async (actor) => {
    const changed = await changeTarget(store, actor, target.id, target.version, input.data);
    return changed.ok
      ? done(options, changed.value, `Target ${options.name ?? name} changed.`)
      : printError(changed.error);
  });
}

async function remove(store: Store, name: string, options: TargetOptions): Promise<number> {
  const target = await findTarget(store, name);
  if (!target) return unknown(name);
  return asPerson(store, options.as, async (actor) => {
    const removed = await removeTarget(store, actor, target.id);
    return removed.ok
      ? done(options, removed.value, `Target ${name} removed. What was exported to ${target.place} stays.`)
      : printError(removed.error);
  });
}

async function list(store: Store, json: true | undefined): Promise<number> {
  const targets = await listTargets(store);
  if (json) printJson(targets);
  else if (targets.length)
    printLine(table([['NAME', 'KIND', 'PLACE', 'EDITION', 'FORMATS', 'WHEN', 'LAST RUN'], ...targets.map(rowOf)]));
  else printNote('No targets yet. Add one: npm run dateline -- target add NAME --folder NAME');
  return STATUS.done;
}

function rowOf({ name, kind, place, settings, schedule, onApproval, lastRun }: TargetView): string[] {
  const when = [schedule, onApproval ? 'on approval' : null].filter((one) => one !== null).join(', ') || 'by hand';
  return [
    name,
    kind,
    place,
    settings.edition,
    settings.formats.join(','),
    when,
    lastRun ? `${lastRun.state} ${(lastRun.endedAt ?? lastRun.createdAt).slice(0, 16)}Z` : 'none',
  ];
}

/** The options as fields of a target; in a change, settings that are not named are those that the target has. */
function fieldsOf(options: Options, now: TargetView | undefined): Record<string, unknown> {
  const { name, folder, git, schedule, onApproval, debounce } = options;
  return withoutNothing({
    name,
    kind: git === undefined ? folder && 'folder' : 'git',
    place: git ?? folder,
    settings: settingsOf(options, now),
    schedule: schedule === false ? null : schedule,
    onApproval,
    debounceSeconds: debounce === undefined ? undefined : Number(debounce),
  });
}

function settingsOf(
  { edition, formats, readmes, relatedLimit, related, siteUrl, siteTitle, branch }: Options,
  now: TargetView | undefined,
): object | undefined {
  const site = withoutNothing({ url: siteUrl, title: siteTitle });
  const given = withoutNothing({
    edition,
    formats: formats?.split(',').map((format) => format.trim()),
    readmes,
    relatedLimit: relatedLimit === undefined ? undefined : Number(relatedLimit),
    related,
    branch,
    site: Object.keys(site).length ? { url: '', title: 'Dateline', ...now?.settings.site, ...site } : undefined,
  });
  if (!Object.keys(given).length) return undefined;
  // Another edition has a limit of its own.
  const { relatedLimit: limit, ...kept } = now?.settings ?? {};
  return { ...kept, ...(edition === undefined && limit !== undefined ? { relatedLimit: limit } : {}), ...given };
}

function withoutNothing(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function done(options: TargetOptions, value: object, sentence: string): number {
  if (options.json) printJson(value);
  else printLine(sentence);
  return STATUS.done;
}

function unknown(name: string): number {
  printNote(`There is no target ${name}. See: target list`);
  return STATUS.usage;
}

async function wrong(fields: FieldProblem[]): Promise<number> {
  return printError({ code: 'invalid', fields });
}
