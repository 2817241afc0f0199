'use client';

import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { useUnsent } from '#components/unsent/use-unsent.ts';
import type { ListedPublisher } from '#lib/sources/queries/publishers.ts';
import { MergePublisher } from './merge-publisher.tsx';

type Props = { publisher: ListedPublisher | undefined; onClose(): void; onDone(message: string): void };

/** The form of a publisher, new or known; a known one can be merged into another. */
export function PublisherDialog({ publisher, onClose, onDone }: Props) {
  const { name, setName, domains, setDomains, problem, busy, save } = usePublisherForm(publisher, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={publisher ? `Change ${publisher.name}` : 'Add a publisher'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className="publisher-form" onSubmit={submit} noValidate>
        <ProblemNote text={problem && !problem.fields.length ? problem.detail : undefined} />
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={said('Name', problem, 'name')}
        />
        <Textarea
          label="Domains"
          description="One in each line. A domain counts for all names below it."
          placeholder="example.org"
          autosize
          minRows={3}
          maxRows={10}
          autoComplete="off"
          spellCheck={false}
          value={domains}
          onChange={(event) => setDomains(event.currentTarget.value)}
          error={said('Domain', problem, 'domains', 'add')}
        />
        <div className="publisher-form-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {publisher ? 'Save' : 'Add'}
          </Button>
        </div>
      </form>
      {publisher && <MergePublisher publisher={publisher} onDone={onDone} />}
    </Modal>
  );
}

/** What the form holds, and how it is saved: of a known publisher only what changed is sent. */
function usePublisherForm(publisher: ListedPublisher | undefined, onDone: Props['onDone']) {
  const place = `publisher ${publisher ? `${publisher.id} version ${publisher.version}` : 'new'}`;
  const { words: name, write: setName, sent: sentName } = useUnsent(`${place} name`, publisher?.name ?? '');
  const {
    words: domains,
    write: setDomains,
    sent: sentDomains,
  } = useUnsent(`${place} domains`, (publisher?.domains ?? []).join('\n'));
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const lines = domains
      .split(/[\s,]+/)
      .map((line) => line.trim())
      .filter((line) => line);
    const change = publisher && changeOf(publisher, name.trim(), lines);
    if (change && Object.keys(change).length === 1) return onDone('Nothing was to change.');
    setBusy(true);
    const answer = change
      ? await callApi('changePublisher', { params: { id: publisher.id }, body: change })
      : await callApi('addPublisher', { body: { name, domains: lines } });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    sentName();
    sentDomains();
    onDone(`${answer.value.name} is saved.`);
  };
  return { name, setName, domains, setDomains, problem, busy, save };
}

function changeOf(publisher: ListedPublisher, name: string, lines: readonly string[]) {
  const add = lines.filter((line) => !publisher.domains.includes(line));
  const remove = publisher.domains.filter((domain) => !lines.includes(domain));
  return {
    version: publisher.version,
    ...(name === publisher.name ? {} : { name }),
    ...(add.length ? { add } : {}),
    ...(remove.length ? { remove } : {}),
  };
}

function said(label: string, problem: ApiProblem | undefined, ...names: string[]): string | undefined {
  const found = problem?.fields.find(({ field }) =>
    names.some((name) => field === name || field.startsWith(`${name}.`)),
  );
  if (!found) return undefined;
  return /^[a-z]+ /.test(found.message) && !found.message.includes(' belongs to ')
    ? `${label} ${found.message}`
    : found.message;
}
