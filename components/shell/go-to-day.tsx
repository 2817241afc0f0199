'use client';

import { TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import base from '#components/ui/base.module.css';
import styles from './shell.module.css';
import { readTypedDay } from './typed-day.ts';

/** The field that leads to a day, or to a month of the calendar, when Enter is pressed. */
export function GoToDay({ onLeave }: { onLeave?: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();

  function go(event: FormEvent) {
    event.preventDefault();
    const typed = readTypedDay(text);
    if (typed.kind === 'problem') return setProblem(typed.message);
    setText('');
    setProblem(undefined);
    onLeave?.();
    router.push(typed.kind === 'day' ? `/days/${typed.day}` : `/calendar?month=${typed.month}`);
  }

  return (
    <form className={styles.goToDay} onSubmit={go}>
      <TextInput
        aria-label="Go to a day (YYYY-MM-DD)"
        placeholder="Go to a day: 2013-01-19"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(undefined);
        }}
        error={problem}
        autoComplete="off"
        enterKeyHint="go"
        classNames={{ input: base.tabular, error: styles.goToDayProblem }}
      />
    </form>
  );
}
