import { readableTitle } from '#components/ui/readable-title.ts';
import { fullDayName } from '#lib/kernel/day-names.ts';
import type { Command } from './commands.ts';
import type { Place } from './places.ts';
import { readTypedDay } from './typed-day.ts';

/** A line of the palette: what it is called, what is beside it, and where it leads or what it does. */
export type PaletteItem = { id: string; name: string; note?: string; keys?: string } & (
  | { href: string }
  | { run: () => void }
);

/** Lines under one name. */
export type PaletteGroup = { name: string; items: PaletteItem[] };

export type PaletteEntry = { entry: number; day: string; title: string };

type Sources = {
  typed: string;
  commands: readonly Command[];
  places: readonly Place[];
  searches: readonly { id: number; name: string; query: string }[];
  recent: readonly PaletteEntry[];
  found: readonly PaletteEntry[];
};

/** The groups of lines for what was typed: a day first, then what the screen can do, places, searches and entries. */
export function paletteGroups({ typed, commands, places, searches, recent, found }: Sources): PaletteGroup[] {
  const text = typed.trim();
  const fits = (name: string) => isSpelled(name, text);
  const groups: PaletteGroup[] = [
    { name: 'Days', items: dayItems(text) },
    {
      name: 'On this screen',
      items: commands.filter(({ name }) => fits(name)).map((command, at) => ({ id: `command-${at}`, ...command })),
    },
    { name: 'Entries', items: text ? [...found.map(entryItem), ...searchItem(text)] : [] },
    { name: 'Recently opened', items: text ? [] : recent.map(entryItem) },
    {
      name: 'Go to',
      items: places
        .filter(({ name }) => fits(name))
        .map(({ name, href, note, keys }) => ({
          id: `place-${name}`,
          name,
          href,
          ...(note ? { note } : {}),
          ...(keys ? { keys } : {}),
        })),
    },
    {
      name: 'Saved searches',
      items: searches
        .filter(({ name }) => fits(name))
        .map(({ id, name, query }) => ({ id: `search-${id}`, name, href: `/search?${query}` })),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function dayItems(text: string): PaletteItem[] {
  const read = readTypedDay(text);
  if (read.kind === 'month')
    return [{ id: 'month', name: `Calendar: ${read.month}`, href: `/calendar?month=${read.month}` }];
  if (read.kind !== 'day') return [];
  return [
    { id: 'day', name: fullDayName(read.day), href: `/days/${read.day}` },
    { id: 'new-on-day', name: `New entry on ${fullDayName(read.day)}`, href: `/entries/new?day=${read.day}` },
  ];
}

function entryItem({ entry, day, title }: PaletteEntry): PaletteItem {
  return { id: `entry-${entry}`, name: readableTitle(title), note: day, href: `/entries/${entry}` };
}

function searchItem(text: string): PaletteItem[] {
  return [
    { id: 'search', name: `All entries matching “${text}”`, href: `/search?${new URLSearchParams({ q: text })}` },
  ];
}

/** Whether every typed word begins a word of the name. */
function isSpelled(name: string, text: string): boolean {
  const words = name.toLowerCase().split(/\s+/);
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}
