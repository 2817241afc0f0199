import type { Metadata } from 'next';
import { connection } from 'next/server';
import { PasswordReset } from '#components/sign-in/password-reset.tsx';
import { readEnvironment } from '#lib/platform/environment/environment.ts';

export const metadata: Metadata = { title: 'A new password', referrer: 'no-referrer' };

export default async function ResetPage() {
  await connection();
  const environment = readEnvironment();
  return <PasswordReset mails={environment.ok && environment.value.mail !== undefined} />;
}
