import type pg from 'pg';
import { NEAR_DAYS, sameEvents } from '../../discovery/suggestions/rules/same-event.ts';
import { dismissedPairs } from '../../discovery/suggestions/store/dismissals.ts';
import { type KnownLook, lookOf, looksOn } from '../../discovery/suggestions/store/entry-looks.ts';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import { dayPath } from '../../layout/paths.ts';
import { sha256 } from '../../platform/content-hash.ts';
import { daysAround } from './days-around.ts';
import type { ImportPlan } from './plan.ts';
import type { ImportTally } from './report.ts';
import type { ResolvedDay, ResolvedEntry } from './resolved.ts';
import { addImportIssues, type FoundItem, knownGroups, newIssueKeys, removeOpenItems } from './store/import-issues.ts';

type Group = { key: string; entries: readonly EntryId[]; isResolved: boolean };

/**
 * What an import puts before the editors, batch by batch: pages that look like one event, lists of contexts with two
 * readings, links into nowhere. Days come in the order of the calendar; the last few are kept to be compared with those
 * that follow.
 */
export class IssueCollector {
  private readonly dryRun: boolean;
  private readonly tally: ImportTally;
  private recent: KnownLook[] = [];
  private groups: Group[] = [];

  constructor(dryRun: boolean, tally: ImportTally) {
    this.dryRun = dryRun;
    this.tally = tally;
  }

  /** Takes in what some days gave to issues. Belongs before their entries are written. */
  async take(client: pg.ClientBase, days: readonly ResolvedDay[], plan: ImportPlan): Promise<void> {
    const taken = (day: ResolvedDay) => day.entries.filter((entry) => !plan.blocked.has(entry));
    const items = days.flatMap((day) => [
      ...taken(day).flatMap(contextItem),
      ...taken(day).flatMap(linkItem),
      ...dayItem(day),
    ]);
    await this.add(client, [...(await this.oneEntries(client, days, days.flatMap(taken), plan.changed)), ...items]);
  }

  private async add(client: pg.ClientBase, items: readonly FoundItem[]): Promise<void> {
    if (!items.length) return;
    const keys = await (this.dryRun ? newIssueKeys : addImportIssues)(client, items);
    const { issues } = this.tally.report;
    for (const { key, finding } of items) {
      if (!keys.has(key)) continue;
      if (finding.kind === 'same-event') issues.sameEvent += 1;
      else if (finding.kind === 'ambiguous-contexts') issues.ambiguousContexts += 1;
      else issues.missingLinks += 1;
    }
  }

  private async oneEntries(
    client: pg.ClientBase,
    days: readonly ResolvedDay[],
    entries: readonly ResolvedEntry[],
    changed: ReadonlySet<EntryId>,
  ): Promise<FoundItem[]> {
    const looks = await this.around(client, days, entries);
    const found = changed.size
      ? sameEvents(looks).filter((group) => group.entries.some(({ entry }) => changed.has(entry)))
      : [];
    const items = found.flatMap(({ entries: pages, reasons }): FoundItem[] => {
      const day = pages[0]?.day;
      if (day === undefined) return [];
      const ids = pages.map((page) => page.entry).sort((a, b) => a - b);
      return [{ key: `same-event ${ids.join(' ')}`, day, entries: ids, finding: { kind: 'same-event', reasons } }];
    });
    return items.length ? this.withoutKnown(client, items) : [];
  }

  /** The entries of a batch among those of the days around it, in the import or in the archive. */
  private async around(
    client: pg.ClientBase,
    days: readonly ResolvedDay[],
    entries: readonly ResolvedEntry[],
  ): Promise<KnownLook[]> {
    const own = entries.map(({ imported }) => lookOf(imported.entry, imported.path, imported.text));
    const near = new Set(days.flatMap(({ day }) => daysAround(day, NEAR_DAYS, NEAR_DAYS)));
    const before = this.recent.filter((look) => near.has(look.day));
    const met = new Set([...before, ...own].map((look) => look.entry));
    const archived = (await looksOn(client, [...near])).filter((look) => !met.has(look.entry));
    const looks = [...before, ...archived, ...own].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    const last = days.at(-1)?.day;
    const kept = new Set(last === undefined ? [] : daysAround(last, NEAR_DAYS, 0));
    this.recent = [...before, ...own].filter((look) => kept.has(look.day));
    return looks;
  }

  /**
   * Leaves out groups that are part of a known one or were said not to be one, and takes back open ones that are part
   * of these.
   */
  private async withoutKnown(client: pg.ClientBase, items: readonly FoundItem[]): Promise<FoundItem[]> {
    const days = items.map((item) => item.day).sort();
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) return [];
    const known = [
      ...this.groups,
      ...(await knownGroups(
        client,
        daysAround(first, 2 * NEAR_DAYS, 0)[0] ?? first,
        daysAround(last, 0, 2 * NEAR_DAYS).at(-1) ?? last,
      )),
    ];
    const apart = await dismissedPairs(
      client,
      items.flatMap((item) => item.entries),
    );
    const news = items.filter(
      (item) => !known.some((group) => holds(group.entries, item.entries)) && !areApart(item.entries, apart),
    );
    const smaller = known.filter(
      (group) => !group.isResolved && news.some((item) => holds(item.entries, group.entries)),
    );
    const own = new Set(this.groups);
    this.tally.report.issues.sameEvent -= smaller.filter((group) => own.has(group)).length;
    if (!this.dryRun)
      await removeOpenItems(
        client,
        smaller.map((group) => group.key),
      );
    this.groups = [
      ...this.groups.filter((group) => !smaller.includes(group)),
      ...news.map(({ key, entries }) => ({ key, entries, isResolved: false })),
    ].slice(-MOST_GROUPS);
    return news;
  }
}

/** Whether somebody said of each two of these entries that they are not the same. */
function areApart(entries: readonly EntryId[], apart: ReadonlySet<string>): boolean {
  return entries.every((one) => entries.every((other) => one >= other || apart.has(`${one} ${other}`)));
}

/** As many groups as a batch and the days before it can have; older ones are not met again. */
const MOST_GROUPS = 2_000;

function holds(larger: readonly EntryId[], smaller: readonly EntryId[]): boolean {
  return smaller.every((entry) => larger.includes(entry));
}

function contextItem({ imported: { entry, path, text }, ambiguous }: ResolvedEntry): FoundItem[] {
  if (!ambiguous.length) return [];
  const key = keyOf('ambiguous-contexts', path, JSON.stringify(ambiguous));
  return [{ key, day: text.day, entries: [entry], finding: { kind: 'ambiguous-contexts', path, lists: ambiguous } }];
}

function linkItem({ imported: { entry, path, text } }: ResolvedEntry): FoundItem[] {
  const links = text.related.flatMap((item) => ('missing' in item ? [{ link: item.missing, title: item.label }] : []));
  return links.length ? [missing(path, text.day, [entry], links)] : [];
}

function dayItem({ day, order }: ResolvedDay): FoundItem[] {
  const links =
    order?.entries.flatMap((entry) => ('missing' in entry ? [{ link: entry.missing, title: entry.title }] : [])) ?? [];
  return links.length ? [missing(dayPath(day), day, [], links)] : [];
}

function missing(path: string, day: Day, entries: EntryId[], links: { link: string; title: string }[]): FoundItem {
  return {
    key: keyOf('missing-link', path, JSON.stringify(links.map(({ link }) => link))),
    day,
    entries,
    finding: { kind: 'missing-link', path, links },
  };
}

/** The same finding on the same page; what is found in another way later is another question. */
function keyOf(kind: string, path: string, found: string): string {
  return `${kind} ${sha256(`${path}\0${found}`)}`;
}
