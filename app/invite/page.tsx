import type { Metadata } from 'next';
import { Invitation } from '#components/sign-in/invitation.tsx';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

export default function InvitePage() {
  return <Invitation />;
}
