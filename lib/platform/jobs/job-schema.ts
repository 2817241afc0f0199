/** Where pg-boss keeps its tables, beside the archive's own in the same database. */
export const JOB_SCHEMA = 'pgboss';
