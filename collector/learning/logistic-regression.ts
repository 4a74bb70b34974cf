/** Examples to fit on: one row of `columns` numbers, a class and a weight each. */
export interface Examples {
  /** row-major [examples x columns] */
  readonly values: Float32Array;
  readonly columns: number;
  /** class of each example, 0 to classes - 1 */
  readonly classes: Uint8Array;
  readonly weights: Float64Array;
}

/** A linear head: logits = weights x values + bias. */
export interface LinearHead {
  /** row-major [classes x columns] */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

export interface FitOptions {
  readonly classes: number;
  /** strength of the L2 penalty on standardised weights, per unit of example weight; the bias is free */
  readonly l2: number;
  /** where to begin; all zero unless told */
  readonly start?: LinearHead;
  readonly mostSteps?: number;
  /** ends the fit when no slope is steeper */
  readonly tolerance?: number;
}

/** Columns that hardly vary would get huge weights: this share of the mean spread is added to every column's. */
const ADDED_SPREAD = 0.2;
/** Steps that the fit remembers to guess the curvature (Nocedal & Wright, Numerical Optimization, 7.2). */
const MEMORY = 10;

/**
 * Fits a multinomial logistic regression with an L2 penalty by L-BFGS: minimises the weighted mean of -log p(class) plus
 * l2 / 2 |w|^2 over columns brought to mean 0 and about spread 1. The problem is convex, so the answer does not depend on the
 * start. Takes O(examples x columns x classes) a step.
 */
export function fitLogistic(examples: Examples, options: FitOptions): LinearHead {
  const { classes, l2, start, mostSteps = 200, tolerance = 3e-4 } = options;
  const { columns } = examples;
  const scale = scaleOf(examples);
  const values = standardised(examples, scale);
  const size = classes * columns + classes;
  const slope = new Float64Array(size);
  const cost = (at: Float64Array, into: Float64Array) => costAndSlope(values, examples, at, { classes, l2 }, into);

  let at: Float64Array = start ? intoScale(start, scale, columns) : new Float64Array(size);
  let value = cost(at, slope);
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let step = 0; step < mostSteps; step += 1) {
    if (Math.max(...slope.map(Math.abs)) < tolerance) break;
    const direction = descent(slope, steps);
    const slant = dot(direction, slope);
    const next = new Float64Array(size);
    const nextSlope = new Float64Array(size);
    let stride = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(slope, slope))) : 1;
    let nextValue = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 30; tries += 1, stride /= 2) {
      for (let i = 0; i < size; i += 1) next[i] = (at[i] as number) + stride * (direction[i] as number);
      nextValue = cost(next, nextSlope);
      // Armijo: a step must earn its length
      if (nextValue <= value + 1e-4 * stride * slant) break;
    }
    if (!(nextValue < value)) break;
    const s = next.map((x, i) => x - (at[i] as number));
    const y = nextSlope.map((x, i) => x - (slope[i] as number));
    const curvature = dot(s, y);
    if (curvature > 1e-12) steps.push({ s, y, rho: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    at = next;
    value = nextValue;
    slope.set(nextSlope);
  }
  return outOfScale(at, scale, columns, classes);
}

/** The logits of one row of values under a head. */
export function logitsOf(head: LinearHead, values: ArrayLike<number>): Float64Array {
  const columns = head.weights.length / head.bias.length;
  return head.bias.map((bias, row) => {
    let sum = bias;
    for (let column = 0; column < columns; column += 1)
      sum += (head.weights[row * columns + column] as number) * (values[column] as number);
    return sum;
  });
}

/** Probabilities of logits; a temperature above 1 makes them less sure. */
export function softmax(logits: Float64Array, temperature = 1): Float64Array {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - most) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/**
 * The temperature that makes probabilities of held-out logits fit best (Guo et al. 2017), found by golden section between
 * 1/4 and 4. A few examples pull it little: log T is held to 0 as strongly as `PRIOR` examples would hold it.
 */
export function fitTemperature(logits: readonly Float64Array[], classes: readonly number[]): number {
  const cost = (log: number) =>
    logits.reduce((sum, row, i) => {
      const p = softmax(row, Math.exp(log))[classes[i] as number] as number;
      return sum - Math.log(Math.max(p, 1e-12));
    }, 0) +
    (PRIOR / 2) * log * log;
  let low = Math.log(0.25);
  let high = Math.log(4);
  for (let step = 0; step < 40; step += 1) {
    const third = (high - low) * 0.381_966;
    if (cost(low + third) < cost(high - third)) high -= third;
    else low += third;
  }
  return Math.exp((low + high) / 2);
}
const PRIOR = 10;

interface Scale {
  readonly mean: Float64Array;
  readonly spread: Float64Array;
}

function scaleOf({ values, columns, weights }: Examples): Scale {
  const mean = new Float64Array(columns);
  const square = new Float64Array(columns);
  let total = 0;
  weights.forEach((weight, row) => {
    total += weight;
    for (let column = 0; column < columns; column += 1) {
      const x = values[row * columns + column] as number;
      mean[column] = (mean[column] as number) + weight * x;
      square[column] = (square[column] as number) + weight * x * x;
    }
  });
  for (let column = 0; column < columns; column += 1) mean[column] = (mean[column] as number) / total;
  const spread = square.map((sum, column) => Math.sqrt(Math.max(0, sum / total - (mean[column] as number) ** 2)));
  const added = (ADDED_SPREAD * spread.reduce((a, b) => a + b, 0)) / columns || 1;
  return { mean, spread: spread.map((one) => one + added) };
}

function standardised({ values, columns }: Examples, { mean, spread }: Scale): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0, column = 0; i < values.length; i += 1, column = column + 1 === columns ? 0 : column + 1)
    out[i] = ((values[i] as number) - (mean[column] as number)) / (spread[column] as number);
  return out;
}

function intoScale({ weights, bias }: LinearHead, { mean, spread }: Scale, columns: number): Float64Array {
  const at = new Float64Array(weights.length + bias.length);
  bias.forEach((free, row) => {
    let sum = free;
    for (let column = 0; column < columns; column += 1) {
      const weight = weights[row * columns + column] as number;
      at[row * columns + column] = weight * (spread[column] as number);
      sum += weight * (mean[column] as number);
    }
    at[weights.length + row] = sum;
  });
  return at;
}

function outOfScale(at: Float64Array, { mean, spread }: Scale, columns: number, classes: number): LinearHead {
  const weights = new Float64Array(classes * columns);
  const bias = at.slice(classes * columns);
  for (let row = 0; row < classes; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const weight = (at[row * columns + column] as number) / (spread[column] as number);
      weights[row * columns + column] = weight;
      bias[row] = (bias[row] as number) - weight * (mean[column] as number);
    }
  }
  return { weights, bias };
}

function costAndSlope(
  values: Float64Array,
  { columns, classes: truth, weights: heavy }: Examples,
  at: Float64Array,
  { classes, l2 }: { classes: number; l2: number },
  slope: Float64Array,
): number {
  const free = classes * columns;
  const logits = new Float64Array(classes);
  let cost = 0;
  let total = 0;
  slope.fill(0);
  for (let row = 0; row < truth.length; row += 1) {
    const from = row * columns;
    const weight = heavy[row] as number;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k += 1) {
      let sum = at[free + k] as number;
      const own = k * columns;
      for (let column = 0; column < columns; column += 1)
        sum += (at[own + column] as number) * (values[from + column] as number);
      logits[k] = sum;
      if (sum > most) most = sum;
    }
    let sum = 0;
    for (let k = 0; k < classes; k += 1) sum += Math.exp((logits[k] as number) - most);
    const log = most + Math.log(sum);
    cost += weight * (log - (logits[truth[row] as number] as number));
    total += weight;
    for (let k = 0; k < classes; k += 1) {
      const off = weight * (Math.exp((logits[k] as number) - log) - (k === truth[row] ? 1 : 0));
      if (Math.abs(off) < 1e-12) continue;
      const own = k * columns;
      for (let column = 0; column < columns; column += 1)
        slope[own + column] = (slope[own + column] as number) + off * (values[from + column] as number);
      slope[free + k] = (slope[free + k] as number) + off;
    }
  }
  let penalty = 0;
  for (let i = 0; i < slope.length; i += 1) {
    slope[i] = (slope[i] as number) / total;
    if (i >= free) continue;
    const weight = at[i] as number;
    penalty += weight * weight;
    slope[i] = (slope[i] as number) + l2 * weight;
  }
  return cost / total + (l2 / 2) * penalty;
}

/** The L-BFGS direction of descent: two loops over the remembered steps. */
function descent(
  slope: Float64Array,
  steps: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = slope.map((x) => -x);
  const alphas: number[] = [];
  for (const { s, y, rho } of steps.toReversed()) {
    const alpha = rho * dot(s, q);
    alphas.push(alpha);
    for (let i = 0; i < q.length; i += 1) q[i] = (q[i] as number) - alpha * (y[i] as number);
  }
  const last = steps.at(-1);
  const gamma = last ? 1 / (last.rho * dot(last.y, last.y)) : 1;
  for (let i = 0; i < q.length; i += 1) q[i] = (q[i] as number) * gamma;
  for (const { s, y, rho } of steps) {
    const beta = rho * dot(y, q);
    const alpha = alphas.pop() ?? 0;
    for (let i = 0; i < q.length; i += 1) q[i] = (q[i] as number) + (s[i] as number) * (alpha - beta);
  }
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
