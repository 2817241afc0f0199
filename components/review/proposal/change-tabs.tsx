'use client';

import { Tabs } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import base from '#components/ui/base.module.css';
import { fetched } from '#components/ui/fetched.ts';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import type { FieldChange } from '#lib/kernel/revision/changes.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import { FieldThreads } from '../comments/field-threads.tsx';
import type { ThreadActions } from '../comments/use-threads.ts';
import { ChangedFields } from './changed-fields.tsx';
import styles from './proposal.module.css';

const ExportedFiles = dynamic(
  () => fetched(() => import('./exported-files.tsx')).then((parts) => parts.ExportedFiles),
  { loading: () => null },
);

/** The change as fields, each with its comments, and as files. */
export function ChangeTabs({
  change,
  threads,
  writes,
}: {
  change: ProposalChange;
  threads: ThreadActions;
  writes: boolean;
}) {
  const [tab, setTab] = useState<string | null>(
    change.purpose === 'return' && !change.changes.length ? 'files' : 'fields',
  );
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="fields">Fields</Tabs.Tab>
        <Tabs.Tab value="files">Exported files</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="fields">
        {change.changes.length ? (
          <ChangedFields
            changes={change.changes}
            names={change.names}
            beside={(field) => <FieldThreads field={field} threads={threads} writes={writes} />}
          />
        ) : (
          <p className={base.dimmed}>
            {change.purpose === 'return'
              ? 'The page returns with the same text as before.'
              : 'No fields change. If an import changed spacing or labels, the exported files show it.'}
          </p>
        )}
        <Unchanged change={change} threads={threads} writes={writes} />
      </Tabs.Panel>
      <Tabs.Panel value="files">
        <ExportedFiles entry={change.entry} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** Comments on fields that the proposal leaves as they are. */
function Unchanged({ change, threads, writes }: { change: ProposalChange; threads: ThreadActions; writes: boolean }) {
  const shown = new Set<string>(change.changes.map(({ field }) => field));
  const fields = [...new Set(threads.view?.items.map(({ field }) => field))].filter(
    (field): field is FieldChange['field'] => field !== '' && !shown.has(field),
  );
  if (!fields.length) return null;
  return (
    <dl className={styles.fields}>
      {fields.map((field) => (
        <div key={field} className={styles.field}>
          <dt>{FIELD_NAMES[field]}</dt>
          <dd>
            <span className={base.dimmed}>stays as it is</span>
            <FieldThreads field={field} threads={threads} writes={writes} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
