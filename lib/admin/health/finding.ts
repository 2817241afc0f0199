/**
 * One thing that was looked at: fine, worth knowing, or wrong with what to do; `unusable` where nothing goes on before
 * that.
 */
export type HealthFinding = {
  about: string;
  state: 'ok' | 'note' | 'wrong';
  says: string;
  remedy?: string;
  unusable?: true;
};
