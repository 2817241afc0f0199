'use client';

import dynamic from 'next/dynamic';
import { type KeyboardEventHandler, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { onKeys } from '#components/keys/on-keys.ts';
import { fetched } from '#components/ui/fetched.ts';
import type { Command } from './commands.ts';
import styles from './palette.module.css';
import { PALETTE_LIST, type PaletteKeys } from './palette-keys.ts';
import type { Place } from './places.ts';

const CommandPalette = dynamic(
  () => fetched(() => import('./command-palette.tsx')).then((found) => found.CommandPalette),
  { ssr: false },
);

export type PaletteOpener = { open(): void };

type Props = { ref: Ref<PaletteOpener>; places: readonly Place[]; commands: readonly Command[] };

/**
 * One field for everything. The field is a part of the page from its first byte, so that it takes every key from Ctrl K
 * on, even while the scripts of the page (`public/early-keys.js`) or the list below it are still on their way.
 */
export function Palette({ ref, places, commands }: Props) {
  const { dialog, field, keys, typed, setTyped } = usePaletteDialog(ref);
  const [chosen, setChosen] = useState<string>();

  const beforeTheList = onKeys([
    'Enter',
    () => {
      keys.current.entered = true;
    },
  ]);

  function onClosed() {
    if (field.current) field.current.value = '';
    keys.current.entered = false;
    setTyped(undefined);
    setChosen(undefined);
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too
    <dialog
      ref={dialog}
      id="palette"
      className={styles.palette}
      aria-label="Search or jump to…"
      onClose={onClosed}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <div className={styles.body}>
        <PaletteField
          ref={field}
          chosen={chosen}
          onType={setTyped}
          onKeyDown={(event) => (keys.current.onKeyDown ?? beforeTheList)(event)}
        />
        <div className={styles.list}>
          {typed !== undefined && (
            <CommandPalette
              typed={typed}
              places={places}
              commands={commands}
              keys={keys}
              onChosen={setChosen}
              onClose={() => dialog.current?.close()}
            />
          )}
        </div>
        <p className={styles.help} aria-hidden>
          <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> go <kbd>Esc</kbd> close
        </p>
      </div>
    </dialog>
  );
}

/** Takes over the dialog from the early script, with what was typed there, and opens it on demand. */
function usePaletteDialog(ref: Ref<PaletteOpener>) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const keys = useRef<PaletteKeys>({ onKeyDown: undefined, entered: false });
  const [typed, setTyped] = useState<string>();

  useEffect(() => {
    const { current: early } = dialog;
    if (!early) return;
    keys.current.entered = early.dataset['entered'] !== undefined;
    early.dataset['alive'] = 'true';
    if (early.open) setTyped(field.current?.value ?? '');
    // The list is fetched before somebody asks for it.
    const wait = setTimeout(() => void import('./command-palette.tsx').catch(() => undefined), 2_000);
    return () => clearTimeout(wait);
  }, []);

  useImperativeHandle(ref, () => ({
    open: () => {
      if (!dialog.current || dialog.current.open) return;
      dialog.current.showModal();
      field.current?.focus();
      setTyped('');
    },
  }));
  return { dialog, field, keys, typed, setTyped };
}

type FieldProps = {
  ref: Ref<HTMLInputElement>;
  chosen: string | undefined;
  onType(words: string): void;
  onKeyDown: KeyboardEventHandler;
};

function PaletteField({ ref, chosen, onType, onKeyDown }: FieldProps) {
  return (
    <input
      ref={ref}
      className={styles.field}
      role="combobox"
      aria-label="Search or jump to a page, a day or an entry"
      aria-expanded={chosen !== undefined}
      aria-controls={PALETTE_LIST}
      aria-autocomplete="list"
      aria-activedescendant={chosen}
      placeholder="A page, a day (20 Jan 2013), words from a title…"
      autoComplete="off"
      spellCheck={false}
      maxLength={300}
      onInput={(event) => onType(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
