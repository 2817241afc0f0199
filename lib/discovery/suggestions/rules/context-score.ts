import { HIDDEN, MEANS, SPREADS, WEIGHTS } from './context-weights.ts';

/**
 * A fitted score: `spreads` and `means` bring each number to one scale; `weights` are the hidden units' rows, what each
 * unit says, then what each number says by itself.
 */
export type Model = {
  hidden: number;
  means: ArrayLike<number>;
  spreads: ArrayLike<number>;
  weights: ArrayLike<number>;
};

const FARTHEST = 6;
const SHIPPED: Model = { hidden: HIDDEN, means: MEANS, spreads: SPREADS, weights: WEIGHTS };

/** How likely a text belongs to a candidate, from 0 to 1. */
export function scoreOf(features: Float64Array, { hidden, means, spreads, weights }: Model = SHIPPED): number {
  const count = features.length;
  const scaled = onOneScale(features, means, spreads);
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += (scaled[at] ?? 0) * (weights[hidden * count + hidden + at] ?? 0);
  for (let unit = 0; unit < hidden; unit += 1) {
    let inner = 0;
    for (let at = 0; at < count; at += 1) inner += (scaled[at] ?? 0) * (weights[unit * count + at] ?? 0);
    sum += Math.tanh(inner) * (weights[hidden * count + unit] ?? 0);
  }
  return 1 / (1 + Math.exp(-sum));
}

/** Features as the model sees them: none farther out than it was ever fitted for. */
export function onOneScale(
  features: ArrayLike<number>,
  means: ArrayLike<number>,
  spreads: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(features, (value, at) =>
    Math.max(-FARTHEST, Math.min(FARTHEST, (value - (means[at] ?? 0)) / (spreads[at] || 1))),
  );
}
