import { createTransport, type SendMailOptions } from 'nodemailer';

/** Prints a mail to the terminal instead of sending it: who is to get it, what it says, and its links once more. */
export async function printMail(
  mail: SendMailOptions,
  print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<void> {
  const { message } = await createTransport({ jsonTransport: true }).sendMail(mail);
  print(mailInWords(JSON.parse(message.toString())));
}

type Party = { address: string; name: string };
type MailText = { from: Party; to?: Party[]; bcc?: Party[]; subject: string; text: string };

function mailInWords({ from, to = [], bcc = [], subject, text }: MailText): string {
  const links = [...new Set(text.match(/https?:\/\/[^\s<>]+/g))];
  const lines = [
    `From:    ${named([from])}`,
    ...(to.length ? [`To:      ${named(to)}`] : []),
    ...(bcc.length ? [`Bcc:     ${named(bcc)}`] : []),
    `Subject: ${subject}`,
    '',
    ...text.trimEnd().split('\n'),
    ...(links.length ? ['', ...links.map((link) => `Link:    ${link}`)] : []),
  ];
  return `\n── Mail (printed, not sent)\n${lines.map((line) => `│ ${line}`.trimEnd()).join('\n')}\n──\n\n`;
}

const named = (parties: Party[]) =>
  parties.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ');
