import { expect, test } from 'vitest';
import { fieldSentence, messageIn } from '#components/ui/form/field-sentence.ts';

test.each([
  ['Email', 'must be a valid email address.', 'Enter a valid email address.'],
  ['Last day', 'is not a valid day. Use YYYY-MM-DD.', 'Enter a valid day as YYYY-MM-DD.'],
  ['Your name', 'is empty.', 'Enter your name.'],
  ['Old password', 'is empty.', 'Enter the old password.'],
  ['This', 'is empty.', 'This is empty.'],
  ['The address', 'is empty.', 'Enter the address.'],
  ['The reason', 'is empty. Say why in a sentence.', 'Say why in a sentence.'],
  ['Reviewer', 'is missing. Name a person, or null for nobody.', 'Choose the reviewer.'],
  ['Password', 'is longer than 200 characters.', 'Password is longer than 200 characters.'],
  ['Name', '“Café” is the same name as “Cafe”. Use that one.', '“Café” is the same name as “Cafe”. Use that one.'],
  ['Domain', 'pier.example belongs to Pier.', 'pier.example belongs to Pier.'],
  ['Domain', 'localhost belongs to Pier.', 'localhost belongs to Pier.'],
])('what is wrong with %s: %s', (label, message, sentence) => {
  expect(fieldSentence(label, message)).toBe(sentence);
});

test.each([
  [undefined, undefined],
  [{ type: 'custom', message: 'is empty.' }, 'is empty.'],
  [[undefined, { message: 'is not a domain.' }], 'is not a domain.'],
  [{ url: { message: 'is not a web address.' } }, 'is not a web address.'],
  [{ ref: {}, type: 'required' }, undefined],
])('the first message in %j', (error, message) => {
  expect(messageIn(error)).toBe(message);
});
