'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { ChangeView, FIELD_NAMES, type Named } from '#components/diff/change-view.tsx';
import { changesBetween, type FieldChange } from '#lib/domain/revision/changes.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import { type EntryForm, useEntryForm } from './entry-form.ts';
import { textFrom } from './entry-text.ts';

type Field = FieldChange['field'];
type Props = { base: EntryFields | undefined; theirs: EntryFields; mine: EntryFields; theirName: string; named: Named };

/**
 * Where the form and another text differ, field by field: what both began from, theirs and mine. Taking
 * theirs writes it into the form, which is the person's own act; mine comes back with the other button.
 */
export function ThreeTexts({ base, theirs, mine, theirName, named }: Props) {
  const form = useEntryForm();
  const now = useWatch({ control: form.control }) as EntryFields;
  const [fields] = useState(() => changesBetween(textFrom(theirs), textFrom(mine)).map((change) => change.field));
  const [onlyTheirs] = useState(() => (base ? fields.filter((field) => !changeOf(field, base, mine)) : []));
  const takeOnlyTheirs = () => {
    for (const field of onlyTheirs) take(form, field, theirs);
  };
  if (!fields.length) return <p>Both texts say the same by now.</p>;
  return (
    <div className="three-texts">
      {onlyTheirs.length > 0 && (
        <Button className="three-texts-all" variant="default" size="compact-sm" onClick={takeOnlyTheirs}>
          Take what only {theirName} changed ({onlyTheirs.map((field) => FIELD_NAMES[field]).join(', ')})
        </Button>
      )}
      {fields.map((field) => (
        <FieldTexts
          key={field}
          field={field}
          theirName={theirName}
          named={named}
          theirChange={base && changeOf(field, base, theirs)}
          myChange={base ? changeOf(field, base, now) : changeOf(field, theirs, now)}
          hasBase={base !== undefined}
          isTheirs={JSON.stringify(now[field]) === JSON.stringify(theirs[field])}
          onTheirs={() => take(form, field, theirs)}
          onMine={() => take(form, field, mine)}
        />
      ))}
    </div>
  );
}

type FieldProps = {
  field: Field;
  theirName: string;
  named: Named;
  theirChange: FieldChange | undefined;
  myChange: FieldChange | undefined;
  hasBase: boolean;
  isTheirs: boolean;
  onTheirs(): void;
  onMine(): void;
};

function FieldTexts({ field, theirName, named, theirChange, myChange, hasBase, isTheirs, onTheirs, onMine }: FieldProps) {
  const name = FIELD_NAMES[field];
  return (
    <section className="three-texts-field">
      <div className="three-texts-head">
        <h3>{name}</h3>
        <Button.Group>
          <Button size="compact-sm" variant={isTheirs ? 'default' : 'filled'} aria-pressed={!isTheirs} onClick={() => isTheirs && onMine()}>
            Keep mine
          </Button>
          <Button size="compact-sm" variant={isTheirs ? 'filled' : 'default'} aria-pressed={isTheirs} onClick={onTheirs}>
            Take theirs
          </Button>
        </Button.Group>
      </div>
      <dl>
        {hasBase && (
          <>
            <dt>{theirName}</dt>
            <dd>{theirChange ? <ChangeView change={theirChange} named={named} /> : <span className="dimmed">left it as it was</span>}</dd>
          </>
        )}
        <dt>{hasBase ? 'You' : `From ${theirName} to yours`}</dt>
        <dd>{myChange ? <ChangeView change={myChange} named={named} /> : <span className="dimmed">{hasBase ? 'left it as it was' : 'the same now'}</span>}</dd>
      </dl>
    </section>
  );
}

function changeOf(field: Field, from: EntryFields, to: EntryFields): FieldChange | undefined {
  return changesBetween(textFrom(from), textFrom(to)).find((change) => change.field === field);
}

function take(form: EntryForm, field: Field, from: EntryFields): void {
  form.setValue(field, structuredClone(from[field]), { shouldDirty: true, shouldValidate: form.formState.isSubmitted });
}
