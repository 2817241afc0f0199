import { expect, test } from 'vitest';
import { printMail } from '../../../lib/notices/mail/terminal-mail.ts';

async function printed(mail: Parameters<typeof printMail>[0]): Promise<string> {
  let text = '';
  await printMail(mail, (more) => (text += more));
  return text;
}

test('a printed mail says who sends it to whom, what it says, and its links', async () => {
  const text = await printed({
    from: 'Dateline <dateline@localhost>',
    to: 'editor@example.org',
    subject: 'Für die Redaktion — a link',
    text: 'Use this link:\n\nhttp://localhost:3000/reset#s3cret\n\nOr http://localhost:3000/reset#s3cret\n',
  });
  expect(text).toBe(`
── Mail (printed, not sent)
│ From:    Dateline <dateline@localhost>
│ To:      editor@example.org
│ Subject: Für die Redaktion — a link
│
│ Use this link:
│
│ http://localhost:3000/reset#s3cret
│
│ Or http://localhost:3000/reset#s3cret
│
│ Link:    http://localhost:3000/reset#s3cret
──

`);
});

test('blind copies are shown', async () => {
  const text = await printed({ from: 'a@b.org', to: 'a@b.org', bcc: ['c@d.org', 'e@f.org'], subject: 'S', text: 'T' });
  expect(text).toContain('│ Bcc:     c@d.org, e@f.org\n');
});
