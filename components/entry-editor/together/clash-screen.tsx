'use client';

import { Button, Group, Radio, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { NameOf } from '#components/diff/change-view.tsx';
import { WordDiff } from '#components/diff/word-diff.tsx';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import { oneLineValue } from '#components/paste/one-line-value.ts';
import base from '#components/ui/base.module.css';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import type { Clash } from '#lib/kernel/revision/merge.ts';
import type { Source } from '#lib/kernel/revision/text.ts';
import styles from '../entry-editor.module.css';
import { type Choice, isWhole, withChoices } from './clash-choice.ts';
import together from './together.module.css';

type Props = {
  title: string;
  /** Whose text it is that clashes with mine: “Anna”, or “the published text”. */
  their: string;
  clashes: readonly Clash[];
  merged: EntryFields;
  named: NameOf;
  saveLabel: string;
  onSave(fields: EntryFields): void;
  onLater(): void;
};

/**
 * Where two texts clash, field by field: what both began from, theirs and mine, and the choice between them. All else
 * is merged already.
 */
export default function ClashScreen({ title, their, clashes, merged, named, saveLabel, onSave, onLater }: Props) {
  const [choices, setChoices] = useState<(Choice | undefined)[]>([]);
  const [asked, setAsked] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const open = clashes.flatMap((clash, i) => (isWhole(clash, choices[i]) ? [] : [i]));
  const save = () => {
    if (!open.length) return onSave(withChoices(merged, clashes, choices as Choice[]));
    setAsked(true);
    panel.current?.querySelector<HTMLElement>(`[data-clash="${open[0]}"] input`)?.focus();
  };
  useShortcuts({ 'Mod+s': save });
  const choose = (at: number, choice: Choice) =>
    setChoices((now) => clashes.map((_, i) => (i === at ? choice : now[i])));
  return (
    <section ref={panel} className={`${styles.panel} ${together.clashScreen}`} aria-label={title}>
      <h2 dir="auto" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p>
        {clashes.length
          ? 'Choose which text to keep for each field, or combine them by hand. Everything else is already merged, ' +
            'and both versions stay in the history.'
          : 'Both versions can now be merged.'}
      </p>
      {clashes.map((clash, i) => (
        <ClashField
          // biome-ignore lint/suspicious/noArrayIndexKey: the clashes stay as they are while they are settled
          key={i}
          at={i}
          clash={clash}
          their={their}
          named={named}
          choice={choices[i]}
          problem={asked && open.includes(i) ? (choices[i] ? 'Enter the text.' : 'Choose one.') : undefined}
          onChoose={(choice) => choose(i, choice)}
        />
      ))}
      <Group gap="xs">
        <Button onClick={save} aria-keyshortcuts="Control+S Meta+S">
          {saveLabel}
        </Button>
        <Button variant="default" onClick={onLater}>
          Back to my text
        </Button>
        {asked && open.length > 0 && (
          <span className={styles.problem} role="status">
            {open.length === 1 ? '1 choice is missing.' : `${open.length} choices are missing.`}
          </span>
        )}
      </Group>
    </section>
  );
}

type FieldProps = {
  at: number;
  clash: Clash;
  their: string;
  named: NameOf;
  choice: Choice | undefined;
  problem: string | undefined;
  onChoose(choice: Choice): void;
};

function ClashField({ at, clash, their, named, choice, problem, onChoose }: FieldProps) {
  const name = clash.field === 'sources' ? 'Source' : FIELD_NAMES[clash.field];
  const begin = anewFrom(clash);
  const take = (value: string) =>
    onChoose(value === 'custom' ? { take: 'custom', ...begin } : { take: value === 'theirs' ? 'theirs' : 'mine' });
  return (
    <Radio.Group
      className={together.clashField}
      data-clash={at}
      label={name}
      labelProps={{ className: together.clashName }}
      error={problem}
      inputWrapperOrder={['label', 'error', 'input']}
      value={choice?.take ?? ''}
      onChange={take}
    >
      <div className={together.clashTexts}>
        <ClashText head="Before">
          <Words clash={clash} side="base" named={named} />
        </ClashText>
        <ClashText head={<Radio value="theirs" label={possessive(their)} />} chosen={choice?.take === 'theirs'}>
          <Words clash={clash} side="theirs" named={named} />
        </ClashText>
        <ClashText head={<Radio value="mine" label="Mine" />} chosen={choice?.take === 'mine'}>
          <Words clash={clash} side="mine" named={named} />
        </ClashText>
      </div>
      {clash.field !== 'related' && (
        <Radio
          className={together.clashAnew}
          value="custom"
          label={clash.field === 'sources' ? 'Write it by hand' : 'Combine by hand'}
        />
      )}
      {choice?.take === 'custom' && (
        <div className={together.clashWriting}>
          {clash.field === 'sources' ? (
            <SourceByHand choice={choice} onChoose={onChoose} />
          ) : (
            <Textarea
              label={`${name}, combined`}
              autosize
              minRows={2}
              value={choice.text}
              data-one-line
              onChange={(event) => onChoose({ ...choice, text: oneLineValue(event) })}
            />
          )}
        </div>
      )}
    </Radio.Group>
  );
}

type HandMadeChoice = Extract<Choice, { take: 'custom' }>;

function SourceByHand({ choice, onChoose }: { choice: HandMadeChoice; onChoose(choice: HandMadeChoice): void }) {
  return (
    <>
      <TextInput
        label="Address"
        value={choice.url}
        onChange={(event) => onChoose({ ...choice, url: event.currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <TextInput
        label="Publisher"
        value={choice.text}
        onChange={(event) => onChoose({ ...choice, text: event.currentTarget.value })}
        autoComplete="off"
      />
    </>
  );
}

function ClashText({ head, chosen = false, children }: { head: ReactNode; chosen?: boolean; children: ReactNode }) {
  return (
    <div className={together.clashText} data-chosen={chosen || undefined}>
      <div className={together.clashHead}>{head}</div>
      <div>{children}</div>
    </div>
  );
}

/** One side's words; theirs and mine with what they changed of the base. */
function Words({ clash, side, named }: { clash: Clash; side: 'base' | 'theirs' | 'mine'; named: NameOf }) {
  if (clash.field === 'related') {
    return (
      <ol className={together.clashList}>
        {clash[side].map((item) => (
          <li key={'entry' in item ? item.entry : item.missing}>
            {'entry' in item ? named.entry(item.entry) : item.label || item.missing}
          </li>
        ))}
      </ol>
    );
  }
  const [before, after] =
    clash.field === 'sources' ? [sourceWords(clash.base), sourceWords(clash[side])] : [clash.base, clash[side]];
  if (after === null) return <span className={base.dimmed}>{side === 'base' ? 'not there' : 'removed'}</span>;
  if (after === '') return <span className={base.dimmed}>{side === 'base' ? 'empty' : 'emptied'}</span>;
  return side === 'base' || !before ? (
    <WordDiff before={after} after={after} />
  ) : (
    <WordDiff before={before} after={after} />
  );
}

function sourceWords(source: Source | null): string | null {
  return source && (source.cover ? `Cover image, ${source.url}` : `${source.name}, ${source.url}`);
}

function anewFrom(clash: Clash): { text: string; url: string } {
  if (clash.field === 'related') return { text: '', url: '' };
  if (clash.field !== 'sources') return { text: clash.mine || clash.theirs, url: '' };
  const { name = '', url = '' } = clash.mine ?? clash.theirs ?? {};
  return { text: name, url };
}

/** “Anna’s”; “The published text”. */
function possessive(their: string): string {
  return their.startsWith('the ') ? `T${their.slice(1)}` : `${their}’s`;
}
