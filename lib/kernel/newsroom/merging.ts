/** The fields that the context which stays can take over from the one that goes. */
export const LENDABLE = ['kind', 'description', 'wikidataId'] as const;

export type Lendable = (typeof LENDABLE)[number];

type Described = Record<Lendable, string>;

/** What the context that stays takes over: those fields that it does not say itself and the other one says. */
export function lentFields(goes: Described, stays: Described): Lendable[] {
  return LENDABLE.filter((field) => stays[field] === '' && goes[field] !== '');
}
