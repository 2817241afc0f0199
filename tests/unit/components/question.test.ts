import { expect, it } from 'vitest';
import { questionOf, sameWords } from '../../../components/entry-editor/help/question.ts';
import { suggestQuestion } from '../../../lib/discovery/suggestions/contract/suggest.ts';

const FORM = {
  day: '2013-01-19',
  topic: '',
  headline: ' A bridge opens ',
  summary: '',
  sources: [],
  contexts: [7],
  related: [],
};

it('asks by the words, the contexts and the addresses that are addresses already', () => {
  const sources = [
    { name: 'Gazette', url: ' https://gazette.example/1 ' },
    { name: '', url: 'https' },
    { name: '', url: `https://long.example/${'x'.repeat(2000)}` },
  ];
  const question = questionOf({ ...FORM, sources });
  expect(question).toEqual({
    date: '2013-01-19',
    headline: 'A bridge opens',
    summary: '',
    contexts: [7],
    urls: ['https://gazette.example/1'],
  });
  expect(suggestQuestion.safeParse(question).success).toBe(true);
});

it('asks nothing while too little stands there, or the day is none', () => {
  expect(questionOf({ ...FORM, headline: 'A ' })).toBeUndefined();
  expect(questionOf({ ...FORM, day: '2013-02-30' })).toBeUndefined();
  expect(questionOf({ ...FORM, headline: '', summary: 'It snows.' })).toBeDefined();
});

it('is about the same words, whatever was chosen meanwhile', () => {
  const question = questionOf(FORM);
  expect(sameWords(question, questionOf({ ...FORM, contexts: [7, 8] }))).toBe(true);
  expect(sameWords(question, questionOf({ ...FORM, headline: 'A bridge closes' }))).toBe(false);
  expect(sameWords(undefined, question)).toBe(false);
});
