'use client';

import { Modal } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import type { Command } from './commands.ts';
import { type PaletteEntry, type PaletteItem, paletteGroups } from './palette-items.ts';
import type { Place } from './places.ts';
import { recentEntries } from './recent-entries.ts';
import './palette.css';

const PAUSE_MS = 150;
const FOUND = 8;

type Props = { places: readonly Place[]; commands: readonly Command[]; onClose: () => void };

/** One field for everything: places, days in words, entries as one types, what the screen can do. A combobox: arrows choose, Enter goes. */
export function CommandPalette({ places, commands, onClose }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(typed.trim());
  const { searches, recent } = useKept();
  const groups = useMemo(() => paletteGroups({ typed, commands, places, searches, recent, found }), [typed, commands, places, searches, recent, found]);
  const items = groups.flatMap((group) => group.items);
  const list = useId();
  const chosen = items[Math.min(at, items.length - 1)];

  function go(item: PaletteItem | undefined) {
    if (!item) return;
    onClose();
    if ('href' in item) router.push(item.href);
    else item.run();
  }

  function onKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const last = items.length - 1;
    const to = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : Math.min(at, last) - 1,
      Home: 0,
      End: last,
      PageDown: Math.min(at + 8, last),
      PageUp: Math.max(at - 8, 0),
    }[event.key];
    if (event.key === 'Enter') go(chosen);
    else if (to === undefined || ((event.key === 'Home' || event.key === 'End') && typed)) return;
    else setAt(Math.max(to, 0));
    event.preventDefault();
  }

  return (
    <Modal.Root opened onClose={onClose} size="lg" padding={0} yOffset="10vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label="Go to or do">
        <Modal.Body className="palette-body">
          <input
            className="palette-field"
            role="combobox"
            aria-label="Go to a place, a day or an entry, or do something"
            aria-expanded
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={chosen ? `${list}-${chosen.id}` : undefined}
            placeholder="A place, a day (20 Jan 2013), words of a title…"
            autoComplete="off"
            spellCheck={false}
            maxLength={300}
            data-autofocus
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKey}
          />
          <div className="palette-list" role="listbox" id={list} aria-label="What fits">
            {groups.map(({ name, items: lines }) => (
              // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by a role
              <div key={name} role="group" aria-labelledby={`${list}-${name.replaceAll(' ', '-')}`}>
                <p className="palette-group" id={`${list}-${name.replaceAll(' ', '-')}`}>
                  {name}
                </p>
                {lines.map((item) => (
                  <Line key={item.id} id={`${list}-${item.id}`} item={item} chosen={item === chosen} onPoint={() => setAt(items.indexOf(item))} onGo={() => go(item)} />
                ))}
              </div>
            ))}
          </div>
          <p className="visually-hidden" role="status">
            {items.length === 1 ? 'One line fits.' : `${items.length} lines fit.`}
          </p>
          <p className="palette-help" aria-hidden>
            <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> go <kbd>Esc</kbd> close
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The field keeps the focus; a line is chosen by arrows or by pointing. */
function Line({ id, item, chosen, onPoint, onGo }: { id: string; item: PaletteItem; chosen: boolean; onPoint: () => void; onGo: () => void }) {
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
      className="palette-line"
      onPointerMove={() => !chosen && onPoint()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onGo}
    >
      <span className="palette-name">{item.name}</span>
      {item.note && <span className="palette-note tabular">{item.note}</span>}
      {item.keys && (
        <span className="palette-keys">
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
      const answer = await callApi<{ items: { id: number; day: string; title: string }[] }>('GET', `/events?${new URLSearchParams({ q: text, limit: String(FOUND) })}`);
      if (!over && answer.ok) setFound({ text, items: answer.value.items.map(({ id, day, title }) => ({ event: id, day, title })) });
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
        callApi<{ items: { id: number; name: string; query: string }[] }>('GET', '/searches'),
        ids.length ? callApi<{ items: PaletteEntry[] }>('GET', `/entries?ids=${ids.join(',')}`) : undefined,
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
