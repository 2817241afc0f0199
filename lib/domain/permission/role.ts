export type Role = 'editor' | 'reviewer' | 'admin';
export const ROLES: readonly Role[] = ['editor', 'reviewer', 'admin'];

export type Scope = 'archive:read' | 'entries:write' | 'review' | 'import' | 'export';
export const SCOPES: readonly Scope[] = ['archive:read', 'entries:write', 'review', 'import', 'export'];
