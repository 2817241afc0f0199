'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { CHANNELS } from '#lib/admin/contract/audit.ts';
import styles from './audit.module.css';
import { CHANNEL_NAMES } from './audit-words.ts';

type Props = {
  asked: Readonly<Record<string, string>>;
  eventTypes: readonly { value: string; label: string }[];
  people: readonly { id: number; name: string; email: string }[];
};

const ANY = { value: '', label: 'Any' };

/** What the log is searched by. A plain form: the search becomes the address. */
export function AuditFilters({ asked, eventTypes, people }: Props) {
  return (
    <search aria-label="Audit log">
      <form className={styles.filters} action="/admin/audit" method="get" key={JSON.stringify(asked)}>
        <TextInput label="Search for" name="q" defaultValue={asked['q']} className={styles.words} />
        <NativeSelect
          label="Person"
          name="person"
          defaultValue={asked['person']}
          data={[ANY, ...people.map(({ id, name, email }) => ({ value: String(id), label: `${name} (${email})` }))]}
        />
        <NativeSelect label="Action" name="type" defaultValue={asked['type']} data={[ANY, ...eventTypes]} />
        <NativeSelect
          label="Via"
          name="channel"
          defaultValue={asked['channel']}
          data={[ANY, ...CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_NAMES[channel] }))]}
        />
        <DayInput label="From (UTC)" name="from" defaultValue={asked['from']} />
        <DayInput label="To (UTC)" name="to" defaultValue={asked['to']} />
        <TextInput label="Entry number" name="entry" inputMode="numeric" defaultValue={asked['entry']} />
        <div className={styles.actions}>
          <Button type="submit">Search</Button>
          <LinkButton href="/admin/audit" variant="default">
            Clear
          </LinkButton>
        </div>
      </form>
    </search>
  );
}
