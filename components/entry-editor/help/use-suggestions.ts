'use client';

import { useEffect, useRef, useState } from 'react';
import type { BodyOf } from '#components/api-client.ts';
import { useApiQuery } from '#components/api-query.ts';
import type { EntryForm } from '../form/entry-form.ts';
import { questionOf, type SuggestQuestion } from './question.ts';
import type { Suggestions } from './suggestions.ts';

const PAUSE_MS = 400;

/** An answer and what it was asked for. */
export type SuggestAnswer = { question: SuggestQuestion; suggestions: Suggestions };

/**
 * Asks for proposals after a pause in typing, and again only where something changed that they depend on. A newer
 * question takes the place of the one before; where no answer comes, the last proposals stay.
 */
export function useSuggestions(form: EntryForm, entry: number | undefined): SuggestAnswer | undefined {
  const [answer, setAnswer] = useState<SuggestAnswer>();
  const { asked, answered, failed } = useQuestion(form, entry);
  const { data, isError } = useApiQuery('suggest', asked && { body: asked.body });
  if (asked && data && data !== answer?.suggestions) setAnswer({ question: asked.question, suggestions: data });
  useEffect(() => {
    if (answer) answered(answer.question);
  }, [answer, answered]);
  useEffect(() => {
    if (isError) failed();
  }, [isError, failed]);
  return answer;
}

type SuggestRequest = { question: SuggestQuestion; body: BodyOf<'suggest'> };

/** The question of a form that has been there for a moment; undefined where it is answered already, or none. */
function useQuestion(form: EntryForm, entry: number | undefined) {
  const [asked, setAsked] = useState<SuggestRequest>();
  const own = useRef(entry);
  const seen = useRef({ latest: '', answered: '' });
  useEffect(() => {
    own.current = entry;
  }, [entry]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const question = questionOf(form.getValues());
      const now = question ? JSON.stringify(question) : '';
      if (now === seen.current.latest) return;
      seen.current.latest = now;
      clearTimeout(timer);
      setAsked(undefined);
      if (!question || now === seen.current.answered) return;
      timer = setTimeout(
        () => setAsked({ question, body: own.current === undefined ? question : { ...question, entry: own.current } }),
        PAUSE_MS,
      );
    };
    seen.current.latest = seen.current.answered;
    look();
    const unsubscribe = form.subscribe({ formState: { values: true }, callback: look });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [form]);
  const [tell] = useState(() => ({
    answered(question: SuggestQuestion) {
      seen.current.answered = JSON.stringify(question);
    },
    /** Without an answer, the next change asks again. */
    failed() {
      seen.current.latest = '';
    },
  }));
  return { asked, ...tell };
}
