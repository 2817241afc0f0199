import { expect, test } from 'vitest';
import { tooWeak } from '#lib/people/sign-in/password-strength.ts';

const ABOUT = ['Wilma Winter', 'wilma.winter@harbour-news.example'];
const message = (password: string) => {
  const no = tooWeak(password, ABOUT);
  return no?.code === 'invalid' ? no.fields[0]?.message : undefined;
};

test.each([
  ['password1234', 'a common password'],
  ['Passw0rd1234!', 'a common password'],
  ['letmein12345', 'a common password'],
  ['Wilma Winter1', 'your name'],
  ['winterwilma12', 'your name'],
  ['wilma.winter@harbour-news.example', 'your name'],
  ['harbour-news1', 'your name'],
  ['dateline2026', 'this program'],
  ['ｄａｔｅｌｉｎｅ２０２６', 'this program'],
  ['aaaaaaaaaaaa', 'repeats the same'],
  ['abcabcabcabcabc', 'repeats the same'],
  ['abcdefghijklm', 'easy to guess'],
])('%s is refused with the reason', (password, reason) => {
  expect(message(password)).toContain('easy to guess');
  expect(message(password)).toContain(reason);
});

test.each(['a lamp beside the window', 'correct horse battery', 'twelve letters', 'Fähren am Abend 7', 'zK4#vQ9pLm2x'])(
  '%s is taken',
  (password) => {
    expect(message(password)).toBeUndefined();
  },
);
