'use client';

import { Button, Combobox, Group, Textarea, useCombobox } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import { useRemoteOptions } from '#components/entry-editor/use-remote-options.ts';
import { withIds } from '#lib/domain/comment/mentions.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import type { NamedPerson } from '#lib/domain/named-person.ts';

type Props = { label: string; send: string; onSend(text: string): Promise<ApiProblem | undefined>; onClose(): void };

/** What is typed of a name behind an @, right before the caret. */
const CALLING = /(?:^|[\s(])@([\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}.'’-]*)?)$/u;

/** Where a comment is written. `@` and the beginning of a name offer people; Ctrl Enter sends, Escape closes. */
export function CommentForm({ label, send, onSend, onClose }: Props) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  const { chosen, call, combobox, options, choose, look } = useCalling(area, text, setText);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    const refused = await onSend(withIds(text, chosen));
    setBusy(false);
    if (!refused) return onClose();
    setProblem(refused.fields[0] ? `This ${refused.fields[0].message}` : refused.detail);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      void submit();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (call === undefined) onClose();
      else combobox.closeDropdown();
    }
  };
  return (
    <form
      className="comment-form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void submit();
      }}
    >
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false} position="bottom-start">
        <Combobox.Target withKeyboardNavigation={call !== undefined && options.length > 0}>
          <Textarea
            ref={area}
            label={label}
            description="@ and a name calls somebody."
            autosize
            minRows={2}
            autoFocus
            data-autofocus
            value={text}
            error={problem}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setProblem(undefined);
              look();
            }}
            onSelect={look}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={call === undefined || options.length === 0}>
          <Combobox.Options aria-label="People">
            {options.map((person) => (
              <Combobox.Option key={person.id} value={String(person.id)}>
                {person.name}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Group gap="xs" mt="xs">
        <Button type="submit" size="compact-sm" loading={busy}>
          {send}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

/** The people that are offered for what is being typed, and those that were chosen by name. */
function useCalling(area: React.RefObject<HTMLTextAreaElement | null>, text: string, setText: (text: string) => void) {
  const combobox = useCombobox();
  const [call, setCall] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlyMap<string, PersonId>>(new Map());
  const found = useRemoteOptions<NamedPerson>('/people/names?q=', call ?? '', call !== undefined);
  const options = call === undefined ? [] : found.items.filter(({ name }) => name !== call);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is the event, the combobox only its means
  useEffect(() => {
    if (options.length === 0) combobox.closeDropdown();
    else {
      combobox.openDropdown();
      combobox.selectFirstOption();
    }
  }, [options.length, found.query]);
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
    setText(`${text.slice(0, begin)}${name} ${text.slice(at)}`);
    setChosen((now) => new Map(now).set(name, person.id));
    setCall(undefined);
    combobox.closeDropdown();
    const caret = begin + name.length + 1;
    requestAnimationFrame(() => area.current?.setSelectionRange(caret, caret));
  };
  return { chosen, call, combobox, options, choose, look };
}

/** Two people of one name are told apart by their number. */
function freeName({ id, name }: NamedPerson, chosen: ReadonlyMap<string, PersonId>): string {
  const known = chosen.get(name);
  return known === undefined || known === id ? name : `${name} #${id}`;
}
