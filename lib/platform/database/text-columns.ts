import { expressionBuilder } from 'kysely';
import { asDay } from './sql-values.ts';
import type { Tables } from './tables.ts';

const at = expressionBuilder<{ r: Tables['revision'] }, 'r'>();

/** The columns of a revision `r` that hold its text, for `textFromRow`. */
export const TEXT_COLUMNS = [
  asDay(at.ref('r.day')).as('day'),
  at.ref('r.topic').as('topic'),
  at.ref('r.headline').as('headline'),
  at.ref('r.summary').as('summary'),
  at.ref('r.sources').as('sources'),
  at.ref('r.contexts').as('contexts'),
  at.ref('r.related').as('related'),
  at.ref('r.kept').as('kept'),
] as const;
