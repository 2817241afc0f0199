import type { OutsideAccount } from '../support/outside/outside-services.ts';

const verified = (email: string) => [{ email, verified: true }];

/** Who has an account at the services outside that the site under test trusts. */
export const OUTSIDERS: readonly OutsideAccount[] = [
  { subject: '101', name: 'Nora', emails: verified('nora@outside.example'), groups: ['desk', 'chiefs'] },
  {
    subject: '107',
    name: 'Gita',
    emails: [{ email: 'gita@old.example', verified: false }, ...verified('gita@outside.example')],
    groups: ['our-desk'],
  },
  { subject: '102', name: 'Stranger', emails: verified('stranger@outside.example'), groups: ['another'] },
  { subject: '103', name: 'Unverified', emails: [{ email: 'ada@example.org', verified: false }], groups: [] },
  { subject: '104', name: 'Forger', emails: verified('ada@example.org'), groups: ['chiefs'], fault: 'signature' },
  { subject: '105', name: 'Replayer', emails: verified('ada@example.org'), groups: ['chiefs'], fault: 'nonce' },
  { subject: '106', name: 'Borrower', emails: verified('ada@example.org'), groups: ['chiefs'], fault: 'audience' },
];
