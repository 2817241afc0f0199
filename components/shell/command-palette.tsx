'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
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
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the combobox has the focus and takes the keys
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

/** The entries that fit what was typed, a moment after the last letter. What comes late is left. */
function useFound(text: string): readonly PaletteEntry[] {
  const [found, setFound] = useState<{ text: string; items: readonly PaletteEntry[] }>({ text: '', items: [] });
  useEffect(() => {
    if (!text) return setFound({ text: '', items: [] });
    let over = false;
    const timer = setTimeout(async () => {
      const answer = await callApi('findEntries', { query: { q: text, limit: FOUND } });
      if (!over && answer.ok)
        setFound({ text, items: answer.value.items.map(({ id, day, title }) => ({ event: id, day, title })) });
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text]);
  return found.items;
}

/** The saved searches, and the entries that were open lately, with the titles that they have now. */
function useKept() {
  const [searches, setSearches] = useState<readonly { id: number; name: string; query: string }[]>([]);
  const [recent, setRecent] = useState<readonly PaletteEntry[]>([]);
  useEffect(() => {
    let over = false;
    const ids = recentEntries();
    async function read() {
      const [kept, opened] = await Promise.all([
        callApi('listSearches'),
        ids.length ? callApi('searchEntries', { query: { ids: ids.join(',') } }) : undefined,
      ]);
      if (over) return;
      if (kept.ok) setSearches(kept.value.items);
      if (opened?.ok) setRecent([...opened.value.items].sort((a, b) => ids.indexOf(a.event) - ids.indexOf(b.event)));
    }
    void read();
    return () => {
      over = true;
    };
  }, []);
  return { searches, recent };
}
