import type { ContextId } from '../../../../kernel/ids.ts';
import type { NamedIn } from '../../store/context-naming.ts';

/** What a change of names does, before it does it: which texts name what, and what those ids mean from then on. */
export type Renaming = { of: NamedIn; beside: readonly ContextId[]; becomes: { means: ContextId; name: string } };

/** Looks at a change of names that may be made, before anything is written, and may stop it by throwing. */
export type Look = (renaming: Renaming) => Promise<void>;

/** Lets every change through. */
export const letThrough: Look = async () => undefined;
