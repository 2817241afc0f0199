'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useApiQuery } from '#components/api-query.ts';
import { onKeys } from '#components/keys/on-keys.ts';
import base from '#components/ui/base.module.css';
import type { Command } from './commands.ts';
import styles from './palette.module.css';
import { type PaletteEntry, type PaletteItem, paletteGroups } from './palette-items.ts';
import { PALETTE_LIST, type PaletteKeys } from './palette-keys.ts';
import type { Place } from './places.ts';
import { recentEntries } from './recent-entries.ts';

const PAUSE_MS = 150;
const FOUND = 8;
const PAGE = 8;

type Props = {
  typed: string;
  places: readonly Place[];
  commands: readonly Command[];
  keys: RefObject<PaletteKeys>;
  onChosen(id: string | undefined): void;
  onClose(): void;
};

/**
 * The list of the palette: places, days in words, entries as one types, what the screen can do. The field keeps the
 * focus: arrows choose, Enter goes.
 */
export function CommandPalette({ typed, places, commands, keys, onChosen, onClose }: Props) {
  const router = useRouter();
  const [pointed, setPointed] = useState({ typed, at: 0 });
  const found = useFound(typed.trim());
  const { searches, recent } = useKept();
  const groups = useMemo(
    () => paletteGroups({ typed, commands, places, searches, recent, found }),
    [typed, commands, places, searches, recent, found],
  );
  const items = groups.flatMap((group) => group.items);
  const last = Math.max(items.length - 1, 0);
  const at = pointed.typed === typed ? Math.min(pointed.at, last) : 0;
  const chosen = items[at];
  const chosenLine = chosen && lineId(chosen);

  function go(item: PaletteItem | undefined) {
    if (!item) return;
    onClose();
    if ('href' in item) router.push(item.href);
    else item.run();
  }

  const point = (to: number) => setPointed({ typed, at: to });
  const onKeyDown = onKeys(
    ['ArrowDown', () => point(at >= last ? 0 : at + 1)],
    ['ArrowUp', () => point(at <= 0 ? last : at - 1)],
    ['Home', () => (typed ? false : point(0))],
    ['End', () => (typed ? false : point(last))],
    ['PageDown', () => point(Math.min(at + PAGE, last))],
    ['PageUp', () => point(Math.max(at - PAGE, 0))],
    ['Enter', () => go(chosen)],
  );
  useFieldKeys(keys, onKeyDown, () => go(chosen));
  useEffect(() => onChosen(chosenLine), [onChosen, chosenLine]);

  return (
    <>
      <div role="listbox" id={PALETTE_LIST} aria-label="Results">
        {groups.map(({ name, items: lines }) => (
          <LineGroup key={name} name={name}>
            {lines.map((item) => (
              <Line
                key={item.id}
                id={lineId(item)}
                item={item}
                chosen={item === chosen}
                onPoint={() => point(items.indexOf(item))}
                onGo={() => go(item)}
              />
            ))}
          </LineGroup>
        ))}
      </div>
      <p className={base.visuallyHidden} role="status">
        {items.length === 1 ? '1 result.' : `${items.length} results.`}
      </p>
    </>
  );
}

function LineGroup({ name, children }: { name: string; children: ReactNode }) {
  const heading = `palette-${name.replaceAll(' ', '-')}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by a role
    <div role="group" aria-labelledby={heading}>
      <p dir="auto" className={styles.group} id={heading}>
        {name}
      </p>
      {children}
    </div>
  );
}

/** The keys of the field belong to the list while it is there. Enter takes what is seen as chosen, at once. */
function useFieldKeys(
  keys: RefObject<PaletteKeys>,
  onKeyDown: NonNullable<PaletteKeys['onKeyDown']>,
  enter: () => void,
): void {
  useLayoutEffect(() => {
    keys.current.onKeyDown = onKeyDown;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter that was pressed before the list was there
  useEffect(() => {
    if (keys.current.entered) enter();
    keys.current.entered = false;
    return () => {
      keys.current.onKeyDown = undefined;
    };
  }, []);
}

function lineId({ id }: PaletteItem): string {
  return `${PALETTE_LIST}-${id}`;
}

/** The field keeps the focus; a line is chosen by arrows or by pointing. */
function Line({
  id,
  item,
  chosen,
  onPoint,
  onGo,
}: {
  id: string;
  item: PaletteItem;
  chosen: boolean;
  onPoint: () => void;
  onGo: () => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the combobox takes the keys
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={chosen}
      className={styles.line}
      onPointerMove={() => !chosen && onPoint()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onGo}
    >
      <span className={styles.name}>
        <bdi>{item.name}</bdi>
      </span>
      {item.note && (
        <span className={`${styles.note} ${base.tabular}`}>
          <bdi>{item.note}</bdi>
        </span>
      )}
      {item.keys && (
        <span className={styles.keys}>
          {item.keys.split(' ').map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </div>
  );
}

const NONE: readonly never[] = [];

/** The entries that fit what was typed, a moment after the last letter. What comes late is left. */
function useFound(text: string): readonly PaletteEntry[] {
  const { data } = useApiQuery(
    'findEntries',
    { query: { q: text, limit: FOUND } },
    { ...(text ? { pauseMs: PAUSE_MS } : { first: { items: [], next: null } }), enabled: text !== '', keeps: true },
  );
  return useMemo(() => data?.items.map(({ id, day, title }) => ({ entry: id, day, title })) ?? NONE, [data]);
}

/** The saved searches, and the entries that were open lately, with the titles that they have now. */
function useKept() {
  const [ids] = useState(recentEntries);
  const kept = useApiQuery('listSearches', {});
  const opened = useApiQuery('searchEntries', ids.length ? { query: { ids: ids.join(',') } } : undefined);
  // Both come at once: what is chosen would move otherwise.
  const here = !kept.isLoading && !opened.isLoading;
  const searches = (here && kept.data?.items) || NONE;
  const recent = useMemo(
    () => ((here && opened.data?.items) || NONE).toSorted((a, b) => ids.indexOf(a.entry) - ids.indexOf(b.entry)),
    [here, opened.data, ids],
  );
  return { searches, recent };
}
