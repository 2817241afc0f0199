'use client';

import { Button } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useController } from 'react-hook-form';
import { useCommands } from '#components/shell/commands.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import type { Names } from '../fields/use-names.ts';
import { useUndo } from '../fields/use-undo.tsx';
import { useEntryForm } from '../form/entry-form.ts';
import { DismissButton } from './dismiss-button.tsx';
import styles from './entry-help.module.css';
import { emptyWords, PlacesToolbar } from './places-toolbar.tsx';
import type { ProposedContext } from './suggestions.ts';
import { useArea } from './use-area.ts';
import type { Dismissals } from './use-dismissals.ts';
import { useHelpKeys } from './use-help-keys.ts';
import { usePlaces } from './use-places.ts';
import type { SuggestAnswer } from './use-suggestions.ts';

const PLACES = 10;

type Props = { answer: SuggestAnswer | undefined; names: Names; dismissals: Dismissals; say(said: string): void };

/**
 * The contexts that the text speaks of, each with its reason: one key adds one, or all likely ones; one key dismisses
 * one for good.
 */
export function ProposedContexts({ answer, names, dismissals, say }: Props) {
  const { places, holding } = usePlaces(answer, contextsIn, idOf, PLACES);
  const [about, setAbout] = useState<number>();
  const id = useId();
  const { open, likely, undo, addLikely, ways } = useOpenContexts(places, { names, dismissals, say });
  useCommands(likely.length ? [{ name: 'Add the likely contexts', keys: 'Alt+Enter', run: addLikely }] : []);
  useFirstNews(open.some(Boolean), () =>
    say(`${countOf(open.filter(Boolean).length, 'context')} suggested. Press Alt and a digit to add one.`),
  );
  const shown = about === undefined ? undefined : open[about];
  return (
    <>
      <div className={styles.head}>
        <span id={`${id}-name`} className={styles.title}>
          Suggested contexts
        </span>
        {likely.length > 0 && (
          <Button size="compact-xs" variant="light" onClick={addLikely} aria-keyshortcuts="Alt+Enter">
            Add the {likely.length === 1 ? 'most likely' : `${likely.length} most likely`}{' '}
            <kbd className={styles.key}>Alt Enter</kbd>
          </Button>
        )}
      </div>
      <p className={styles.line}>
        {undo.offer ??
          (shown ? (
            <Reason context={shown} />
          ) : (
            <span className={styles.keys}>
              {open.some(Boolean) && 'Press Alt and the number to add one, Delete to dismiss the selected one.'}
            </span>
          ))}
      </p>
      <PlacesToolbar
        area={ways.area}
        className={styles.contexts}
        named={`${id}-name`}
        open={open}
        empty={emptyWords(places.some(Boolean), answer !== undefined)}
        holding={holding}
        onKeyDowns={[undo.onKeyDown, ways.onKeyDown]}
      >
        {(context, at) => (
          <ContextChip context={context} at={at} id={`${id}-${at}`} ways={ways} onAbout={() => setAbout(at)} />
        )}
      </PlacesToolbar>
    </>
  );
}

/** The proposals that nobody took or dismissed yet, and what can be done with them, by keys too. */
function useOpenContexts(
  places: readonly (ProposedContext | undefined)[],
  { names, dismissals, say }: Omit<Props, 'answer'>,
) {
  const { control, setFocus } = useEntryForm();
  const { field } = useController({ control, name: 'contexts' });
  const undo = useUndo();
  const open = places.map((context) =>
    context && !field.value.includes(context.id) && !dismissals.has('context', context.id) ? context : undefined,
  );
  const likely = open.filter((context) => context !== undefined).filter((context) => context.chosen);
  const add = (contexts: readonly ProposedContext[]) => {
    undo.forget();
    names.learnContexts(contexts);
    field.onChange([...field.value, ...contexts.map((context) => context.id)]);
    say(`${contexts.map(({ name }) => name).join(', ')} added.`);
  };
  const dismiss = (context: ProposedContext) => {
    dismissals.dismiss('context', context.id);
    say(`${context.name} will not be suggested again.`);
    undo.remember(`“${context.name}” will not be suggested again.`, () => {
      dismissals.undo('context', context.id);
      say(`${context.name} can be suggested again.`);
    });
  };
  const ways = useArea({
    filled: open.map(Boolean),
    take: (at) => open[at] && add([open[at]]),
    dismiss: (at) => open[at] && dismiss(open[at]),
    leave: () => setFocus('contexts'),
  });
  const addLikely = () => add(likely);
  useHelpKeys(ways.area, {
    digit: (at) => {
      if (open[at]) ways.take(at);
      return open[at] !== undefined;
    },
    enter: () => {
      if (likely.length) addLikely();
      return likely.length > 0;
    },
  });
  return { open, likely, undo, addLikely, ways };
}

type ChipProps = {
  context: ProposedContext;
  at: number;
  id: string;
  ways: ReturnType<typeof useArea>;
  onAbout(): void;
};

function ContextChip({ context, at, id, ways, onAbout }: ChipProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: focus shows the reason as well
    <div className={styles.chip} data-likely={context.chosen} onPointerEnter={onAbout} onFocus={onAbout}>
      <button
        type="button"
        className={styles.take}
        aria-label={`Add ${context.name}`}
        aria-describedby={id}
        aria-keyshortcuts={`Alt+${(at + 1) % 10} Delete`}
        {...ways.place(at)}
      >
        <kbd className={styles.key} aria-hidden>
          {(at + 1) % 10}
        </kbd>
        <span className={styles.name}>
          <bdi>{context.name}</bdi>
        </span>
      </button>
      <DismissButton label={`Dismiss ${context.name}`} onDismiss={() => ways.dismiss(at)} />
      <span id={id} hidden>
        <bdi>{context.reason}</bdi>
      </span>
    </div>
  );
}

function Reason({ context: { name, reason } }: { context: ProposedContext }) {
  return (
    <>
      <b>
        <bdi>{name}</bdi>
      </b>
      : <bdi>{reason}</bdi>
    </>
  );
}

/** Tells once that there is something, and again only after there was nothing. */
function useFirstNews(isThere: boolean, tell: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something came
  useEffect(() => {
    if (isThere) tell();
  }, [isThere]);
}

const contextsIn = ({ suggestions }: SuggestAnswer) => suggestions.contexts;
const idOf = (context: ProposedContext) => context.id;
