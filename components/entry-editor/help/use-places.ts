'use client';

import { useEffect, useRef, useState } from 'react';
import { watchKeys } from '#components/keys/watch-keys.ts';
import { placed } from './places.ts';
import { type SuggestQuestion, sameWords } from './question.ts';
import type { SuggestAnswer } from './use-suggestions.ts';

type PlacedItems<Item> = { places: readonly (Item | undefined)[]; question: SuggestQuestion | undefined };

/** Handlers for the area that the proposals are in. */
type HoldHandlers = {
  onPointerEnter(): void;
  onPointerLeave(): void;
  onFocus(): void;
  onBlur(entry: { currentTarget: Element; relatedTarget: EventTarget | null }): void;
};

/**
 * The places that proposals are in. While the pointer or the focus is among them, or Alt is held to take one by its
 * number, nothing changes; what came meanwhile is shown afterwards. Of other words, everything is new; of the same
 * words, what stays keeps its place.
 */
export function usePlaces<Item>(
  answer: SuggestAnswer | undefined,
  itemsOf: (answer: SuggestAnswer) => readonly Item[],
  idOf: (item: Item) => number,
  count: number,
) {
  const [shown, setShown] = useState<PlacedItems<Item>>({ places: [], question: undefined });
  const held = useRef({ pointer: false, focus: false, alt: false });
  const waiting = useRef<SuggestAnswer>(undefined);
  const show = () => {
    const { pointer, focus, alt } = held.current;
    const next = waiting.current;
    if (!next || pointer || focus || alt) return;
    waiting.current = undefined;
    setShown((now) => ({
      question: next.question,
      places: placed(sameWords(now.question, next.question) ? now.places : [], itemsOf(next), idOf, count),
    }));
  };
  const showNow = useRef(show);
  useEffect(() => {
    showNow.current = show;
  });
  useEffect(() => {
    waiting.current = answer;
    showNow.current();
  }, [answer]);
  const hold = (by: 'pointer' | 'focus' | 'alt', is: boolean) => {
    held.current[by] = is;
    if (!is) showNow.current();
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      held.current.alt = event.altKey;
      if (!event.altKey) showNow.current();
    };
    const onLeave = () => {
      held.current.alt = false;
      showNow.current();
    };
    const unwatch = watchKeys(onKey);
    window.addEventListener('blur', onLeave);
    return () => {
      unwatch();
      window.removeEventListener('blur', onLeave);
    };
  }, []);
  const holding: HoldHandlers = {
    onPointerEnter: () => hold('pointer', true),
    onPointerLeave: () => hold('pointer', false),
    onFocus: () => hold('focus', true),
    onBlur: ({ currentTarget, relatedTarget }) =>
      hold('focus', relatedTarget instanceof Node && currentTarget.contains(relatedTarget)),
  };
  return { places: shown.places, holding };
}
