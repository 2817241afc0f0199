import { OPEN_STATES } from '../../kernel/newsroom/proposal.ts';
import { Prisma } from './generated/client.ts';

/** The states of open proposals as a list of SQL, for a statement that is plain text. */
const OPEN_LIST = `(${OPEN_STATES.map((state) => `'${state}'`).join(', ')})`;

/** The same as a part of a Prisma statement. */
export const OPEN = Prisma.raw(OPEN_LIST);
