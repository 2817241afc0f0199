/**
 * Whoever wrote in a proposal (an id, as SQL), or in a draft whose text went into it, as rows of ids; with them whoever
 * else held what they came in with.
 */
const authorsOf = (proposal: string) => rowsOf('unnest(written.author_id || written.hands)', proposal);

const rowsOf = (who: string, proposal: string) => `SELECT DISTINCT ${who} AS author_id FROM revision written
  WHERE written.proposal_id = ANY(${proposal} || ARRAY(SELECT joined.id FROM proposal joined WHERE joined.joined_into = ${proposal}))`;

/**
 * Whoever wrote any part of a proposal `p` or of a draft whose text went into it, as an array of ids; of a withdrawal,
 * whoever asked for it. For a statement that is plain text.
 */
export const AUTHORS_LIST = `CASE WHEN p.withdraws THEN p.opened_by || p.opened_hands ELSE ARRAY(${authorsOf('p.id')} ORDER BY 1) END`;

/** Whoever wrote any part of what readers see of an event (an id, as SQL), or saw last; an import wrote nothing. */
export const publishedWriters = (
  event: string,
) => `ARRAY(SELECT w.author_id FROM (SELECT * FROM publication WHERE event_id = ${event} ORDER BY id DESC LIMIT 1) last
  CROSS JOIN LATERAL (SELECT r.author_id FROM revision r WHERE r.id = last.revision_id AND r.channel <> 'import' UNION ${authorsOf('last.proposal_id')} AND written.channel <> 'import') w)`;
