/** Why a file changes: it is the entry's own, a day's list, the front page, or another page that names the entry. */
export const FILE_KINDS = ['page', 'day', 'front', 'naming'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
