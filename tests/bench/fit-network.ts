import { type Model, onOneScale } from '../../lib/discovery/suggestions/rules/context-score.ts';

const HIDDEN = 24;
const ROUNDS = 6;
const AT_ONCE = 128;
const PACE = 0.004;
const PULL = 1e-5;

/** Two networks from other beginnings err in other places: the mean of both is better than either. */
const SEEDS = [7, 1011];

/**
 * Fits networks with one hidden layer by Adam and makes one of them, which says their mean; the same input gives the
 * same weights.
 */
export function fitNetwork(rows: readonly Float64Array[], wanted: readonly boolean[]): Model {
  const count = rows[0]?.length ?? 0;
  const { means, spreads } = scaleOf(rows, count);
  const scaled = rows.map((row) => Float32Array.from(onOneScale(row, means, spreads)));
  const fitted = SEEDS.map((seed) => fitFrom(seed, scaled, wanted, count));
  const part = (from: number, to: number) => fitted.flatMap((weights) => [...weights.subarray(from, to)]);
  const [said, direct] = [HIDDEN * count, HIDDEN * count + HIDDEN];
  const own = Array.from(
    { length: count },
    (_, at) => fitted.reduce((sum, weights) => sum + (weights[direct + at] ?? 0), 0) / SEEDS.length,
  );
  return {
    hidden: HIDDEN * SEEDS.length,
    means,
    spreads,
    weights: [...part(0, said), ...part(said, direct).map((weight) => weight / SEEDS.length), ...own],
  };
}

function fitFrom(
  seed: number,
  scaled: readonly Float32Array[],
  wanted: readonly boolean[],
  count: number,
): Float64Array {
  const chance = chances(seed);
  const weights = new Float64Array(HIDDEN * count + HIDDEN + count);
  for (let at = 0; at < HIDDEN * count; at += 1) weights[at] = ((chance() - 0.5) * 2) / Math.sqrt(count);
  weights[HIDDEN * count + HIDDEN] = -3;
  const order = Uint32Array.from(scaled, (_, at) => at);
  const step = adam(weights, Math.ceil(scaled.length / AT_ONCE) * ROUNDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, chance);
    for (let from = 0; from < order.length; from += AT_ONCE) {
      const some = order.subarray(from, from + AT_ONCE);
      step(slopeOf(weights, count, some, scaled, wanted), some.length);
    }
  }
  return weights;
}

/** Mean and spread of each number; the first one is always 1 and stays so. */
function scaleOf(rows: readonly Float64Array[], count: number): { means: Float64Array; spreads: Float64Array } {
  const means = new Float64Array(count);
  const spreads = new Float64Array(count);
  for (const row of rows)
    for (let at = 0; at < count; at += 1) means[at] = (means[at] ?? 0) + (row[at] ?? 0) / rows.length;
  for (const row of rows)
    for (let at = 0; at < count; at += 1)
      spreads[at] = (spreads[at] ?? 0) + ((row[at] ?? 0) - (means[at] ?? 0)) ** 2 / rows.length;
  means[0] = 0;
  return { means, spreads: spreads.map((value, at) => (at === 0 ? 1 : Math.sqrt(value) || 1)) };
}

function slopeOf(
  weights: Float64Array,
  count: number,
  some: Uint32Array,
  rows: readonly Float32Array[],
  wanted: readonly boolean[],
): Float64Array {
  const slope = new Float64Array(weights.length);
  const units = new Float64Array(HIDDEN);
  const [said, direct] = [HIDDEN * count, HIDDEN * count + HIDDEN];
  for (const one of some) {
    const row = rows[one] as Float32Array;
    let sum = 0;
    for (let at = 0; at < count; at += 1) sum += (row[at] as number) * (weights[direct + at] as number);
    for (let unit = 0; unit < HIDDEN; unit += 1) {
      let inner = 0;
      for (let at = 0; at < count; at += 1) inner += (row[at] as number) * (weights[unit * count + at] as number);
      units[unit] = Math.tanh(inner);
      sum += (units[unit] as number) * (weights[said + unit] as number);
    }
    const off = 1 / (1 + Math.exp(-sum)) - Number(wanted[one]);
    for (let at = 0; at < count; at += 1)
      slope[direct + at] = (slope[direct + at] as number) + off * (row[at] as number);
    for (let unit = 0; unit < HIDDEN; unit += 1) {
      const value = units[unit] as number;
      slope[said + unit] = (slope[said + unit] as number) + off * value;
      const back = off * (weights[said + unit] as number) * (1 - value * value);
      if (Math.abs(back) > 1e-6)
        for (let at = 0; at < count; at += 1)
          slope[unit * count + at] = (slope[unit * count + at] as number) + back * (row[at] as number);
    }
  }
  return slope;
}

/** Steps that grow where slopes agree and shrink towards the last of `steps`. */
function adam(weights: Float64Array, steps: number): (slope: Float64Array, of: number) => void {
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  let done = 0;
  return (slope, of) => {
    done += 1;
    const pace = PACE * (0.5 + 0.5 * Math.cos((Math.PI * done) / steps)) + 1e-5;
    const [one, two] = [1 - 0.9 ** done, 1 - 0.999 ** done];
    for (let at = 0; at < weights.length; at += 1) {
      const pull = (slope[at] as number) / of + PULL * (weights[at] as number);
      first[at] = 0.9 * (first[at] as number) + 0.1 * pull;
      second[at] = 0.999 * (second[at] as number) + 0.001 * pull * pull;
      weights[at] =
        (weights[at] as number) -
        (pace * (first[at] as number)) / one / (Math.sqrt((second[at] as number) / two) + 1e-8);
    }
  };
}

/** Numbers from 0 to 1 that look like chance and are the same every time. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(order: Uint32Array, chance: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}
