'use client';

import type { HTMLAttributes, KeyboardEvent, ReactNode, RefObject } from 'react';
import styles from './entry-help.module.css';

type Props<Item> = {
  area: RefObject<HTMLDivElement | null>;
  className: string | undefined;
  /** The id of the element that names it. */
  named: string;
  vertical?: boolean;
  /** What is in each place; undefined where it was taken or dismissed, or nothing came. */
  open: readonly (Item | undefined)[];
  /** What is said while all places are empty. */
  empty: string;
  /** What holds the places still while somebody is among them. */
  holding: HTMLAttributes<HTMLDivElement>;
  onKeyDowns: readonly ((event: KeyboardEvent) => void)[];
  children(item: Item, at: number): ReactNode;
};

/** The fixed places of proposals, as one stop of the Tab key. */
export function PlacesToolbar<Item>({
  area,
  className,
  named,
  vertical = false,
  open,
  empty,
  holding,
  onKeyDowns,
  children,
}: Props<Item>) {
  return (
    <div
      ref={area}
      className={className}
      role="toolbar"
      aria-labelledby={named}
      {...(vertical ? { 'aria-orientation': 'vertical' as const } : {})}
      {...holding}
      onKeyDown={(event) => {
        for (const onKeyDown of onKeyDowns) onKeyDown(event);
      }}
    >
      {!open.some(Boolean) && <p className={styles.empty}>{empty}</p>}
      {open.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is its number, whatever stands in it
        <div key={at} className={styles.place}>
          {item && children(item, at)}
        </div>
      ))}
    </div>
  );
}

/** What empty places say: that all were gone through, that there is nothing, or that the text is awaited. */
export function emptyWords(hadSome: boolean, isAnswered: boolean): string {
  if (hadSome) return 'No more suggestions.';
  return isAnswered ? 'No suggestions for this text.' : 'Suggestions appear as you write.';
}
