'use client';

import type { OtherPerson } from '../model/state.ts';
import styles from './together.module.css';

const MOST_SHOWN = 3;

/** Who else has the entry open, by initials and in a sentence; said aloud once when it changes. */
export function PeopleHere({ others }: { others: readonly OtherPerson[] }) {
  return (
    <span className={styles.peopleHere} data-part="people" role="status">
      {others.length > 0 && (
        <>
          <span className={styles.peopleInitials} aria-hidden>
            {others.slice(0, MOST_SHOWN).map(({ id, name, writes }) => (
              <span key={id} data-tone={id % 5} data-writes={writes || undefined} title={name}>
                {initials(name)}
              </span>
            ))}
          </span>
          <span className={styles.peopleWords}>{sayHere(others)}</span>
        </>
      )}
    </span>
  );
}

/** “Anna is writing here too”, “Anna and Ben have this open”. */
export function sayHere(others: readonly OtherPerson[]): string {
  const writing = others.filter(({ writes }) => writes);
  const said = writing.length ? writing : others;
  const is = said.length === 1;
  if (writing.length) return `${namesOf(said)} ${is ? 'is' : 'are'} editing too`;
  return `${namesOf(said)} ${is ? 'has' : 'have'} this open, too`;
}

/** Names as a sentence lists them; of many, the first and how many more. */
export function namesOf(people: readonly { name: string }[]): string {
  const [first, second] = people.map(({ name }) => name);
  if (people.length > 2) return `${first} and ${people.length - 1} others`;
  return second ? `${first} and ${second}` : (first ?? '');
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => (word ? ([...word][0] ?? '') : ''))
    .join('')
    .toUpperCase();
}
