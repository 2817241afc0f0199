import type { ContextEvidence, GramLead, NameEvidence } from './context-evidence.ts';
import type { GramText } from './grams.ts';

/** Why a context is proposed, in plain words: by whichever of its names and its company speaks louder for it. */
export function reasonFor({ best, naming, likely }: ContextEvidence, text: GramText): string {
  if (naming && (!best || naming.share >= likely || best.gram.key === naming.gram.key)) return byName(naming, text);
  return best ? byCompany(best) : '';
}

function byName({ gram, form }: NameEvidence, text: GramText): string {
  if (form === 'alias') return `“${gram.written}” is an alias of it`;
  const where = gram.at < text.headline ? 'headline' : 'summary';
  return form === 'whole' ? `mentioned in the ${where}` : `“${gram.written}” in the ${where} may refer to it`;
}

function byCompany({ gram, uses, entries }: GramLead): string {
  return entries === 1
    ? `the one entry with “${gram.written}” has it`
    : `${uses} of ${entries} entries with “${gram.written}” have it`;
}
