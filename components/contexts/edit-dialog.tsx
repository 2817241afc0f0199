'use client';

import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, type BodyOf, callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { useUnsent } from '#components/unsent/use-unsent.ts';
import type { ContextView } from '#lib/editorial/contexts/queries/context-view.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { CONTEXT_KINDS } from '#lib/kernel/newsroom/kinds.ts';
import type { NearName } from '#lib/kernel/refusals.ts';
import { KIND_NAMES, kindNamed } from './context-words.ts';
import { NearNames } from './near-names.tsx';
import './contexts.css';

type Props = { context: ContextView; onClose(): void; onDone(message: string): void };
type Fields = { name: string; kind: string; description: string; wikidataId: string; aliases: string };

/** The form of a context: its name, what it is, and its aliases. Only what changed is sent. */
export function EditDialog({ context, onClose, onDone }: Props) {
  const { fields, set, problem, busy, save } = useContextForm(context, onDone);
  const near = (problem as (ApiProblem & { near?: NearName[] }) | undefined)?.near;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(false);
  };
  return (
    <Modal opened onClose={onClose} title={`Change ${context.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="context-form" onSubmit={submit} noValidate>
        <ProblemNote text={problem && !problem.fields.length && !near ? problem.detail : undefined} />
        <TextInput
          label="Name"
          description="A new name that readers would see waits for somebody else. The name before stays an alias."
          data-autofocus
          autoComplete="off"
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={said('Name', problem, 'name')}
        />
        {near && <NearNames near={near} verb="Give it this name all the same" onDespite={() => void save(true)} />}
        <AboutFields fields={fields} set={set} problem={problem} />
        <div className="context-form-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type AboutProps = { fields: Fields; set(part: Partial<Fields>): void; problem: ApiProblem | undefined };

/** What the context is, and what else it is called. */
function AboutFields({ fields, set, problem }: AboutProps) {
  return (
    <>
      <NativeSelect
        label="Kind"
        value={fields.kind}
        onChange={(event) => set({ kind: event.currentTarget.value })}
        data={CONTEXT_KINDS.map((kind) => ({ value: kind, label: KIND_NAMES[kind] }))}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={6}
        value={fields.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        error={said('Description', problem, 'description')}
      />
      <TextInput
        label="Wikidata id"
        placeholder="Q84263196"
        autoComplete="off"
        spellCheck={false}
        value={fields.wikidataId}
        onChange={(event) => set({ wikidataId: event.currentTarget.value })}
        error={said('Wikidata id', problem, 'wikidataId')}
      />
      <Textarea
        label="Aliases"
        description="One in each line. Whoever types one finds this context."
        autosize
        minRows={2}
        maxRows={10}
        spellCheck={false}
        value={fields.aliases}
        onChange={(event) => set({ aliases: event.currentTarget.value })}
        error={said('Aliases', problem, 'addAliases')}
      />
    </>
  );
}

function useContextForm(context: ContextView, onDone: Props['onDone']) {
  const { name, kind, description, version } = context;
  const begin = JSON.stringify({
    name,
    kind,
    description,
    wikidataId: context.wikidataId ?? '',
    aliases: context.aliases.join('\n'),
  } satisfies Fields);
  const { words, write, sent } = useUnsent(`context ${context.id} version ${version}`, begin);
  const fields = JSON.parse(words) as Fields;
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  const save = async (despite: boolean) => {
    const change = changeOf(context, fields);
    if (Object.keys(change).length === 0) return onDone('Nothing was to change.');
    setBusy(true);
    const answer = await callApi('changeContext', {
      params: { id: context.id },
      body: { version: context.version, ...change, ...(despite ? { despite } : {}) },
    });
    setBusy(false);
    if (answer.ok) sent();
    if (answer.ok && answer.value.change !== null)
      return onDone(`Sent for approval: ${countOf(answer.value.pages, 'page')} would show the new name.`);
    if (answer.ok)
      return onDone(
        answer.value.pages
          ? `Saved. ${countOf(answer.value.pages, 'page shows', 'pages show')} the new name.`
          : 'Saved.',
      );
    setProblem(answer.problem);
  };
  return { fields, set: (part: Partial<Fields>) => write(JSON.stringify({ ...fields, ...part })), problem, busy, save };
}

function changeOf(context: ContextView, fields: Fields): Omit<BodyOf<'changeContext'>, 'version' | 'despite'> {
  const lines = fields.aliases
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line);
  const addAliases = lines.filter((line) => !context.aliases.includes(line));
  const removeAliases = context.aliases.filter((alias) => !lines.includes(alias));
  const name = fields.name.trim();
  return {
    ...(name === context.name ? {} : { name }),
    ...(fields.kind === context.kind ? {} : { kind: kindNamed(fields.kind) }),
    ...(fields.description.trim() === context.description
      ? {}
      : { description: fields.description.trim().replace(/\s*\n\s*/g, ' ') }),
    ...(fields.wikidataId.trim() === (context.wikidataId ?? '') ? {} : { wikidataId: fields.wikidataId.trim() }),
    ...(addAliases.length ? { addAliases } : {}),
    ...(removeAliases.length ? { removeAliases } : {}),
  };
}

function said(label: string, problem: ApiProblem | undefined, name: string): string | undefined {
  const found = problem?.fields.find(({ field }) => field === name || field.startsWith(`${name}.`));
  if (!found) return undefined;
  return found.message.startsWith('“') ? found.message : `${label} ${found.message}`;
}
