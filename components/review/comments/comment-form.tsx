'use client';

import { Button, Combobox, Group, Textarea, useCombobox } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { z } from 'zod';
import type { ApiProblem } from '#components/api-client.ts';
import { apiQuery } from '#components/api-query.ts';
import { useRemoteOptions } from '#components/entry-editor/use-remote-options.ts';
import { onKeys } from '#components/keys/on-keys.ts';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { newComment } from '#lib/editorial/review/contract/review.ts';
import type { PersonId } from '#lib/kernel/ids.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import { withIds } from '#lib/kernel/newsroom/mentions.ts';
import styles from './comments.module.css';

type Props = {
  place: string;
  label: string;
  send: string;
  onSend(text: string): Promise<ApiProblem | undefined>;
  onClose(): void;
};

/** What is typed of a name behind an @, right before the caret. */
const CALLING = /(?:^|[\s(])@([\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}.'’-]*)?)$/u;

/**
 * Where a comment is written. `@` and the beginning of a name offer people; Ctrl Enter sends, Escape closes. What was
 * written stays until it is sent, under its `place`.
 */
export function CommentForm({ place, label, send, onSend, onClose }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { comment, field, error, busy, submit } = useComment({ place, onSend, onClose });
  const ref = useMergedRef(area, field.ref);
  const { call, combobox, options, choose, look } = useCalling(area, comment);
  const onKeyDown = onKeys(['Escape', () => (call === undefined ? onClose() : combobox.closeDropdown())]);
  return (
    <form
      className={styles.commentForm}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.stopPropagation();
        void submit(event);
      }}
    >
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false} position="bottom-start">
        <Combobox.Target withKeyboardNavigation={call !== undefined && options.length > 0}>
          <Textarea
            ref={ref}
            label={label}
            description="@ and a name calls somebody."
            autosize
            minRows={2}
            autoFocus
            data-autofocus
            value={field.value}
            error={error}
            onChange={(event) => {
              field.onChange(event);
              look();
            }}
            onSelect={look}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <PeopleOffered people={call === undefined ? [] : options} />
      </Combobox>
      <CommentButtons send={send} busy={busy} onClose={onClose} />
    </form>
  );
}

function PeopleOffered({ people }: { people: readonly NamedPerson[] }) {
  return (
    <Combobox.Dropdown hidden={people.length === 0}>
      <Combobox.Options aria-label="People">
        {people.map((person) => (
          <Combobox.Option key={person.id} value={String(person.id)}>
            <bdi>{person.name}</bdi>
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}

function CommentButtons({ send, busy, onClose }: { send: string; busy: boolean; onClose(): void }) {
  return (
    <Group gap="xs" mt="xs">
      <Button type="submit" size="compact-sm" loading={busy}>
        {send}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onClose}>
        Cancel
      </Button>
    </Group>
  );
}

type People = ReadonlyMap<string, PersonId>;

type Comment = { text: string; chosen: People; write(text: string, chosen: People): void };

const NOBODY: People = new Map();

/** What is written, with those whom it calls by name, who are kept beside it until it is sent. */
const commentForm = newComment.extend({ people: z.string() });

/** The form of a comment as it is being written. */
function useComment({ place, onSend, onClose }: Pick<Props, 'place' | 'onSend' | 'onClose'>) {
  const { control, setValue, setFocus, handleSubmit, refuse, forget, errors, busy, problem } = useApiForm({
    schema: commentForm,
    begin: { text: '', people: '' },
    keep: { text: place, people: `${place} people` },
  });
  const { field } = useController({ control, name: 'text' });
  const chosen = peopleIn(useWatch({ control, name: 'people' }));
  const submit = handleSubmit(async ({ text, people }) => {
    const refused = await onSend(withIds(text, peopleIn(people)));
    if (refused) {
      refuse(refused);
      return setFocus('text');
    }
    forget();
    onClose();
  });
  const write = (text: string, called: People) => {
    setValue('text', text);
    setValue('people', called.size && text ? JSON.stringify([...called]) : '');
  };
  const comment: Comment = { text: field.value, chosen, write };
  return { comment, field, error: fieldError('This', errors.text) ?? problem?.detail, busy, submit };
}

function peopleIn(kept: string): People {
  try {
    return kept ? new Map(JSON.parse(kept) as [string, PersonId][]) : NOBODY;
  } catch {
    return NOBODY;
  }
}

const findPeople = (q: string) => apiQuery('findPeople', { query: { q } });

/** The people that are offered for what is being typed. */
function useCalling(area: React.RefObject<HTMLTextAreaElement | null>, { text, chosen, write }: Comment) {
  const combobox = useCombobox();
  const [call, setCall] = useState<string>();
  const found = useRemoteOptions(findPeople, call ?? '', call !== undefined);
  const options = call === undefined ? [] : found.items.filter(({ name }) => name !== call);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is the event, the combobox only its means
  useEffect(() => {
    if (options.length === 0) combobox.closeDropdown();
    else {
      combobox.openDropdown();
      combobox.selectFirstOption();
    }
  }, [options.length, found.items]);
  const look = () => {
    const at = area.current?.selectionStart ?? 0;
    setCall(CALLING.exec((area.current?.value ?? '').slice(0, at))?.[1]);
  };
  const choose = (value: string) => {
    const person = options.find((option) => String(option.id) === value);
    const at = area.current?.selectionStart ?? text.length;
    if (!person || call === undefined) return;
    const name = freeName(person, chosen);
    const begin = at - call.length;
    write(`${text.slice(0, begin)}${name} ${text.slice(at)}`, new Map(chosen).set(name, person.id));
    setCall(undefined);
    combobox.closeDropdown();
    const caret = begin + name.length + 1;
    requestAnimationFrame(() => area.current?.setSelectionRange(caret, caret));
  };
  return { call, combobox, options, choose, look };
}

/** Two people of one name are told apart by their number. */
function freeName({ id, name }: NamedPerson, chosen: People): string {
  const known = chosen.get(name);
  return known === undefined || known === id ? name : `${name} #${id}`;
}
