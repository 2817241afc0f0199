'use client';

import { Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ApiAnswer, type BodyOf, callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { type ContextFields, type ContextInput, contextForm } from '#lib/editorial/contexts/contract/contexts.ts';
import type { ContextView } from '#lib/editorial/contexts/queries/context-view.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { CONTEXT_KINDS } from '#lib/kernel/newsroom/kinds.ts';
import { KIND_NAMES } from './context-words.ts';
import styles from './contexts.module.css';
import { NearNames, nearIn } from './near-names.tsx';

type Props = { context: ContextView; onClose(): void; onDone(message: string): void };

/** The form of a context: its name, what it is, and its aliases. Only what changed is sent. */
export function EditDialog({ context, onClose, onDone }: Props) {
  const form = useContextForm(context, onDone);
  const { register, errors, busy, problem, save } = form;
  const near = nearIn(problem);
  return (
    <Modal opened onClose={onClose} title={`Edit ${context.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={styles.form} onSubmit={save(false)} noValidate>
        <ProblemNote text={near ? undefined : problem?.detail} />
        <TextInput
          label="Name"
          description="A new name that readers would see needs approval. The old name stays as an alias."
          data-autofocus
          autoComplete="off"
          {...register('name')}
          error={fieldError('Name', errors.name)}
        />
        {near && <NearNames near={near} action="Use this name anyway" onDespite={() => void save(true)()} />}
        <AboutFields form={form} />
        <DialogButtons submit="Save" busy={busy} onCancel={onClose} />
      </form>
    </Modal>
  );
}

/** What the context is, and what else it is called. */
function AboutFields({ form: { register, errors } }: { form: Pick<ContextForm, 'register' | 'errors'> }) {
  return (
    <>
      <NativeSelect
        label="Kind"
        data={CONTEXT_KINDS.map((kind) => ({ value: kind, label: KIND_NAMES[kind] }))}
        {...register('kind')}
        error={fieldError('Kind', errors.kind)}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={6}
        {...register('description')}
        error={fieldError('Description', errors.description)}
      />
      <TextInput
        label="Wikidata ID"
        placeholder="Q84263196"
        autoComplete="off"
        spellCheck={false}
        {...register('wikidataId')}
        error={fieldError('Wikidata ID', errors.wikidataId)}
      />
      <Textarea
        label="Aliases"
        description="One per line. Typing an alias finds this context."
        autosize
        minRows={2}
        maxRows={10}
        spellCheck={false}
        {...register('aliases')}
        error={fieldError('Aliases', errors.aliases)}
      />
    </>
  );
}

type ContextForm = ReturnType<typeof useContextForm>;
type ContextEdit = { change: number | null; pages: number };

function useContextForm(context: ContextView, onDone: Props['onDone']) {
  const begin: ContextFields = {
    name: context.name,
    kind: context.kind,
    description: context.description,
    wikidataId: context.wikidataId ?? '',
    aliases: context.aliases.join('\n'),
  };
  const place = `context ${context.id} version ${context.version}`;
  const { sends, ...form } = useApiForm({
    schema: contextForm,
    begin,
    keep: {
      name: `${place} name`,
      kind: `${place} kind`,
      description: `${place} description`,
      wikidataId: `${place} wikidata`,
      aliases: `${place} aliases`,
    },
    fieldOf: { addAliases: 'aliases', removeAliases: 'aliases' },
  });
  const save = (despite: boolean) =>
    sends(
      async (input): Promise<ApiAnswer<ContextEdit | undefined>> => {
        const change = changeOf(context, input);
        if (Object.keys(change).length === 0) return { ok: true, value: undefined };
        return callApi('changeContext', {
          params: { id: context.id },
          body: { version: context.version, ...change, ...(despite ? { despite } : {}) },
        });
      },
      (changed) => onDone(outcomeOf(changed)),
    );
  return { ...form, save };
}

function outcomeOf(changed: ContextEdit | undefined): string {
  if (!changed) return 'Nothing changed.';
  const { change, pages } = changed;
  if (change !== null) return `Sent for approval: ${countOf(pages, 'page')} would show the new name.`;
  return pages ? `Saved. ${countOf(pages, 'page shows', 'pages show')} the new name.` : 'Saved.';
}

function changeOf(context: ContextView, input: ContextInput): Omit<BodyOf<'changeContext'>, 'version' | 'despite'> {
  const { name, kind, description, wikidataId, aliases } = input;
  const addAliases = aliases.filter((alias) => !context.aliases.includes(alias));
  const removeAliases = context.aliases.filter((alias) => !aliases.includes(alias));
  return {
    ...(name === context.name ? {} : { name }),
    ...(kind === context.kind ? {} : { kind }),
    ...(description === context.description ? {} : { description }),
    ...(wikidataId === context.wikidataId ? {} : { wikidataId }),
    ...(addAliases.length ? { addAliases } : {}),
    ...(removeAliases.length ? { removeAliases } : {}),
  };
}
