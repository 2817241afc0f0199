'use client';

import { useEffect, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import type { EntryForm } from '../form/entry-form.ts';
import { type Question, questionOf } from './question.ts';
import type { Suggestions } from './suggestions.ts';

const PAUSE_MS = 400;

/** An answer and what it was asked for. */
export type Answer = { question: Question; suggestions: Suggestions };

/**
 * Asks for proposals after a pause in typing, and again only where something changed that they depend on. A newer
 * question takes the place of the one before; where no answer comes, the last proposals stay.
 */
export function useSuggestions(form: EntryForm, event: number | undefined): Answer | undefined {
  const [answer, setAnswer] = useState<Answer>();
  const own = useRef(event);
  const answered = useRef('');
  useEffect(() => {
    own.current = event;
  }, [event]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = new AbortController();
    let latest = answered.current;
    const ask = async (question: Question, asked: string) => {
      const { signal } = asking;
      const answer = await callApi('suggest', {
        body: own.current === undefined ? question : { ...question, event: own.current },
        signal,
      });
      if (signal.aborted) return;
      // Without an answer, the next change asks again.
      if (!answer.ok) latest = '';
      else {
        answered.current = asked;
        setAnswer({ question, suggestions: answer.value });
      }
    };
    const look = () => {
      const question = questionOf(form.getValues());
      const now = question ? JSON.stringify(question) : '';
      if (now === latest) return;
      latest = now;
      clearTimeout(timer);
      asking.abort();
      asking = new AbortController();
      if (question && now !== answered.current) timer = setTimeout(() => void ask(question, now), PAUSE_MS);
    };
    look();
    const unsubscribe = form.subscribe({ formState: { values: true }, callback: look });
    return () => {
      unsubscribe();
      clearTimeout(timer);
      asking.abort();
    };
  }, [form]);
  return answer;
}
