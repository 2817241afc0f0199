'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useState } from 'react';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { fetched } from '../fetched.ts';
import type { QuestionToAsk } from './question.tsx';

const Question = dynamic(() => fetched(() => import('./question.tsx')).then((part) => part.Question), {
  ssr: false,
  loading: OverlayComing,
});

/** A question before a deed: `ask` puts it, `question` belongs anywhere on the screen. */
export function useQuestion(): { question: ReactNode; ask(asked: QuestionToAsk): void } {
  const [asked, setAsked] = useState<QuestionToAsk>();
  useEffect(() => {
    const wait = setTimeout(() => void import('./question.tsx').catch(() => undefined), 1_000);
    return () => clearTimeout(wait);
  }, []);
  return { question: asked && <Question {...asked} onClose={() => setAsked(undefined)} />, ask: setAsked };
}
