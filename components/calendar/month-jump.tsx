'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import base from '#components/ui/base.module.css';
import { MONTH_NAMES } from '#lib/kernel/day-names.ts';
import styles from './calendar.module.css';
import { type Month, monthText, parseMonth } from './month.ts';

const MONTHS = MONTH_NAMES.map((label, i) => ({ value: String(i + 1), label }));

/** Leads to any month of any year. */
export function MonthJump({ shown }: { shown: Month }) {
  const router = useRouter();
  const [month, setMonth] = useState(String(shown.month));
  const [year, setYear] = useState(String(shown.year));
  const [problem, setProblem] = useState<string>();

  function go(event: FormEvent) {
    event.preventDefault();
    const asked = /^\d{1,4}$/.test(year.trim())
      ? parseMonth(monthText({ year: Number(year), month: Number(month) }))
      : undefined;
    setProblem(asked ? undefined : 'Enter a year from 1 to 9999.');
    if (asked) router.push(`/calendar?month=${monthText(asked)}`);
  }

  return (
    <form className={styles.monthJump} onSubmit={go}>
      <NativeSelect
        aria-label="Month"
        data={MONTHS}
        value={month}
        onChange={(event) => setMonth(event.currentTarget.value)}
      />
      <TextInput
        aria-label="Year"
        inputMode="numeric"
        maxLength={4}
        autoComplete="off"
        value={year}
        error={problem}
        onChange={(event) => setYear(event.currentTarget.value)}
        classNames={{ root: styles.monthYear, input: base.tabular }}
      />
      <Button type="submit" variant="default">
        Show
      </Button>
    </form>
  );
}
