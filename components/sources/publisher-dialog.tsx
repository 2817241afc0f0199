'use client';

import { Modal, Textarea, TextInput } from '@mantine/core';
import { type ApiAnswer, callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { publisherForm } from '#lib/sources/contract/sources.ts';
import type { ListedPublisher } from '#lib/sources/queries/publishers.ts';
import { MergePublisher } from './merge-publisher.tsx';
import styles from './sources.module.css';

type Props = { publisher: ListedPublisher | undefined; onClose(): void; onDone(message: string): void };

/** The form of a publisher, new or known; a known one can be merged into another. */
export function PublisherDialog({ publisher, onClose, onDone }: Props) {
  const { register, errors, busy, problem, save } = usePublisherForm(publisher, onDone);
  return (
    <Modal
      opened
      onClose={onClose}
      title={publisher ? `Edit ${publisher.name}` : 'Add publisher'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={styles.publisherForm} onSubmit={save} noValidate>
        <ProblemNote text={problem?.detail} />
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          {...register('name')}
          error={fieldError('Name', errors.name)}
        />
        <Textarea
          label="Domains"
          description="One per line. Subdomains are included."
          placeholder="example.org"
          autosize
          minRows={3}
          maxRows={10}
          autoComplete="off"
          spellCheck={false}
          {...register('domains')}
          error={fieldError('Domain', errors.domains)}
        />
        <DialogButtons submit={publisher ? 'Save' : 'Add'} busy={busy} onCancel={onClose} />
      </form>
      {publisher && <MergePublisher publisher={publisher} onDone={onDone} />}
    </Modal>
  );
}

/** What the form holds, and how it is saved: of a known publisher only what changed is sent. */
function usePublisherForm(publisher: ListedPublisher | undefined, onDone: Props['onDone']) {
  const place = `publisher ${publisher ? `${publisher.id} version ${publisher.version}` : 'new'}`;
  const { sends, ...form } = useApiForm({
    schema: publisherForm,
    begin: { name: publisher?.name ?? '', domains: (publisher?.domains ?? []).join('\n') },
    keep: { name: `${place} name`, domains: `${place} domains` },
    fieldOf: { add: 'domains', remove: 'domains' },
  });
  const save = sends(
    async ({ name, domains }): Promise<ApiAnswer<{ name: string } | undefined>> => {
      if (!publisher) return callApi('addPublisher', { body: { name, domains } });
      const change = changeOf(publisher, name, domains);
      if (Object.keys(change).length === 1) return { ok: true, value: undefined };
      return callApi('changePublisher', { params: { id: publisher.id }, body: change });
    },
    (saved) => onDone(saved ? `${saved.name} was saved.` : 'Nothing changed.'),
  );
  return { ...form, save };
}

function changeOf(publisher: ListedPublisher, name: string, domains: readonly string[]) {
  const add = domains.filter((domain) => !publisher.domains.includes(domain));
  const remove = publisher.domains.filter((domain) => !domains.includes(domain));
  return {
    version: publisher.version,
    ...(name === publisher.name ? {} : { name }),
    ...(add.length ? { add } : {}),
    ...(remove.length ? { remove } : {}),
  };
}
