'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Checkbox, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { useRunActions } from '#components/runs/use-run-actions.ts';
import sections from '#components/ui/sections.module.css';
import { importStart } from '#lib/exchange/import/contract/imports.ts';
import type { ImportReport } from '#lib/exchange/import/report.ts';
import type { FollowedRun } from '#lib/exchange/runs/runs.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import styles from './imports.module.css';

type Props = { run: FollowedRun; figures: ImportReport; actions: ReturnType<typeof useRunActions>; publishes: boolean };

type ConfirmProps = Omit<Props, 'publishes'> & { upload: number; opened: boolean; onClose(): void };

/** What comes after a dry run: take it in as drafts, or, as an admin, publish it at once. */
export function ImportDecision({ run, figures, actions, publishes }: Props) {
  const [asking, setAsking] = useState(false);
  const { files } = figures;
  const count = countNew(figures);
  const upload = run.upload?.id;
  if (!upload)
    return <p className={sections.facts}>The uploaded file has been deleted. Upload it again to import it.</p>;
  return (
    <section className={styles.decision} aria-labelledby="decision">
      <h2 id="decision">{count ? `Import ${countOf(count, 'entry', 'entries')}?` : 'Nothing new'}</h2>
      <p>
        {count
          ? 'Entries come in as drafts and are reviewed like any other. '
          : 'The archive already has every entry of this upload. Importing again is harmless, and publishes drafts ' +
            'only if you choose to. '}
        {files.refused > 0 && `${countOf(files.refused, 'refused file')} would be left out.`}
      </p>
      <div className={styles.decisionButtons}>
        <Button
          loading={actions.busy === 'import'}
          disabled={actions.busy !== undefined}
          onClick={() => actions.startImport('import', { upload, dryRun: false, publish: false })}
        >
          Import as drafts
        </Button>
        {publishes && (
          <Button variant="default" disabled={actions.busy !== undefined} onClick={() => setAsking(true)}>
            Import and publish…
          </Button>
        )}
      </div>
      <PublishQuestion {...{ run, figures, actions, upload }} opened={asking} onClose={() => setAsking(false)} />
    </section>
  );
}

/** Asks an admin before entries go out without a review. */
function PublishQuestion({ run, figures, actions, upload, opened, onClose }: ConfirmProps) {
  const { register, handleSubmit } = useForm({
    resolver: zodResolver(importStart),
    defaultValues: { upload, dryRun: false, publish: true, farDayConfirmed: false },
  });
  const count = countNew(figures);
  return (
    <Modal opened={opened} onClose={onClose} title="Import and publish?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <p>
        {count
          ? `${countOf(count, 'entry', 'entries')} of ${run.upload?.name} become`
          : `The entries of ${run.upload?.name} are`}{' '}
        public at once, without a review. This is the only way around the second person. It is recorded as your import
        approval.
      </p>
      <p>Use it for an archive that was approved elsewhere. Otherwise, import as drafts.</p>
      <Checkbox
        mb="md"
        label="Also publish entries more than a week ahead"
        description="If unchecked, such a day stops the import: its year may be a typo."
        {...register('farDayConfirmed')}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button
          loading={actions.busy === 'publish'}
          onClick={handleSubmit((input) => actions.startImport('publish', { ...input, upload }))}
        >
          Import and publish
        </Button>
      </Group>
    </Modal>
  );
}

function countNew({ entries }: ImportReport): number {
  return entries.created + entries.updated;
}
