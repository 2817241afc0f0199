/** What a command's exit status means. */
export const STATUS = { done: 0, findings: 1, usage: 2, missing: 3, interrupted: 130 } as const;
