'use client';

import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import base from '#components/ui/base.module.css';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import type { RunFile, RunFilesPage } from '#lib/exchange/runs/runs.ts';
import { counted } from '#lib/kernel/count-of.ts';
import type { RunAt } from './run-api.ts';
import styles from './runs.module.css';
import { useRunFiles } from './use-run-files.ts';

/** One kind of outcome: its word, its sign, and how many there are where the list itself does not hold them. */
export type FileOutcome = { value: string; name: string; sign: string };

type Props = {
  run: RunAt;
  first: RunFilesPage;
  fresh: string;
  outcomes: readonly FileOutcome[];
  empty: ReactNode;
  /** What a file opens to. */
  detailOf: (file: RunFile) => ReactNode;
  opens: (file: RunFile) => boolean;
  /** What is looked for. */
  searchLabel?: string;
};

const WIDE = '(min-width: 75em)';

/**
 * The files of a run: filtered by outcome and path, and what became of the one that is chosen, beside the list or below
 * its line.
 */
export function RunFiles({ run, first, fresh, outcomes, empty, detailOf, opens, searchLabel = 'Search paths' }: Props) {
  const [outcome, setOutcome] = useState<string>();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const filter = useMemo(() => ({ outcome, q }), [outcome, q]);
  const files = useRunFiles(run, filter, first, fresh);
  const [chosen, setChosen] = useState<RunFile>();
  const wide = useMediaQuery(WIDE, false, { getInitialValueInEffect: true });
  const all = outcomes.reduce((sum, { value }) => sum + (files.counts[value] ?? 0), 0);
  const visible = chosen && files.items.find((file) => file.n === chosen.n);
  if (all === 0 && !q && !outcome) return empty;
  return (
    <>
      <div className={styles.filesFilters}>
        <OutcomeFilter {...{ outcomes, outcome, all }} counts={files.counts} onShow={setOutcome} />
        <FileSearch label={searchLabel} typed={typed} onType={setTyped} />
      </div>
      {files.problem && <p className={styles.filesProblem}>{files.problem.detail}</p>}
      <div className={styles.files} data-open={(wide && visible !== undefined) || undefined}>
        <div>
          {files.items.length ? (
            <ul className={`${base.plainList} ${styles.filesList}`} aria-label="Files" aria-busy={files.busy}>
              {files.items.map((file) => (
                <FileRow
                  key={file.n}
                  file={file}
                  sign={signOf(outcomes, file)}
                  opens={opens(file)}
                  chosen={visible?.n === file.n}
                  onChoose={setChosen}
                >
                  {!wide && visible?.n === file.n && detailOf(file)}
                </FileRow>
              ))}
            </ul>
          ) : (
            <NoFiles isBusy={files.busy} />
          )}
          {files.next && (
            <Button variant="default" mt="sm" loading={files.busy} onClick={files.more}>
              Show more
            </Button>
          )}
        </div>
        {wide && visible && <div className={styles.filesDetail}>{detailOf(visible)}</div>}
      </div>
    </>
  );
}

function FileSearch({ label, typed, onType }: { label: string; typed: string; onType(text: string): void }) {
  return (
    <TextInput
      className={styles.filesSearch}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

function NoFiles({ isBusy }: { isBusy: boolean }) {
  if (isBusy) return <EmptyState title="Searching…">{''}</EmptyState>;
  return <EmptyState title="No matching files.">Clear the search or choose another filter.</EmptyState>;
}

type OutcomeProps = {
  outcomes: readonly FileOutcome[];
  outcome: string | undefined;
  all: number;
  counts: Readonly<Record<string, number>>;
  onShow(outcome: string | undefined): void;
};

/** Which files are shown, by what became of them. */
function OutcomeFilter({ outcomes, outcome, all, counts, onShow }: OutcomeProps) {
  return (
    <fieldset className={styles.filter}>
      <legend className={base.visuallyHidden}>Show</legend>
      <Filter name="All" count={all} pressed={!outcome} onPress={() => onShow(undefined)} />
      {outcomes.map(({ value, name, sign }) => (
        <Filter
          key={value}
          name={name}
          sign={sign}
          count={counts[value] ?? 0}
          pressed={outcome === value}
          onPress={() => onShow(value)}
          outcome={value}
        />
      ))}
    </fieldset>
  );
}

function signOf(outcomes: readonly FileOutcome[], file: RunFile): FileOutcome {
  return outcomes.find(({ value }) => value === file.outcome) ?? { value: file.outcome, name: file.outcome, sign: '·' };
}

function Filter({
  name,
  sign,
  count,
  pressed,
  onPress,
  outcome,
}: {
  name: string;
  sign?: string;
  count: number;
  pressed: boolean;
  onPress(): void;
  outcome?: string;
}) {
  return (
    <button
      type="button"
      className={styles.filterButton}
      aria-pressed={pressed}
      onClick={onPress}
      data-outcome={outcome}
    >
      {sign && (
        <span className={styles.sign} aria-hidden>
          {sign}
        </span>
      )}
      <bdi>{name}</bdi> <span className={`${styles.filterCount} ${base.tabular}`}>{counted(count)}</span>
    </button>
  );
}

type RowProps = {
  file: RunFile;
  sign: FileOutcome;
  opens: boolean;
  chosen: boolean;
  onChoose: (file: RunFile | undefined) => void;
  children: ReactNode;
};

function FileRow({ file, sign, opens, chosen, onChoose, children }: RowProps) {
  const words = (
    <>
      <span className={styles.sign} aria-hidden>
        {sign.sign}
      </span>
      <span className={styles.filePath}>
        <span className={base.visuallyHidden}>
          <bdi>{sign.name}</bdi>:{' '}
        </span>
        {file.path}
        {file.line ? <span className={styles.fileLine}>:{file.line}</span> : null}
      </span>
    </>
  );
  return (
    <li className={styles.file} data-outcome={file.outcome} data-chosen={chosen || undefined}>
      {opens ? (
        <button
          type="button"
          className={styles.fileButton}
          aria-expanded={chosen}
          onClick={() => onChoose(chosen ? undefined : file)}
        >
          {words}
        </button>
      ) : (
        <div className={styles.fileButton}>{words}</div>
      )}
      {!opens && file.detail && <p className={styles.fileDetail}>{file.detail}</p>}
      {children && <div className={styles.fileBelow}>{children}</div>}
    </li>
  );
}
