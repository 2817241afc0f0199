/** The columns of `person as p` by which an account is known. */
export const ACCOUNT = ['p.id', 'p.name', 'p.email', 'p.role'] as const;
