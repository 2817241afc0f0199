export const ROLES = ['editor', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const SCOPES = ['archive:read', 'entries:write', 'review', 'import', 'export'] as const;
export type Scope = (typeof SCOPES)[number];
