// How a baseline is checked by cross-validation: the core goes by it, the screens tell by it how long it will take.

/**
 * Parts at least and at most (of fewer too little is left to learn from); epochs that each part's model is trained for
 * (twice as many find no more faults in recordings of which they are known: `npm run bench check`); windows that it
 * learns from at most (a long baseline repeats itself); the size of the network, the original's whatever the settings
 * say, since what is looked at are the data, and it takes the same few seconds.
 */
export const checkPlan = { leastParts: 3, mostParts: 5, epochs: 25, mostLearned: 400, latentDim: 10 } as const

/**
 * How a model of the default profile is judged by rows that it did not learn, to set its threshold: parts that the
 * baseline is cut into, each scored by a network of the others (three leave two thirds to learn from); windows that
 * each of these learns from at most (a long baseline repeats itself).
 */
export const heldOutPlan = { parts: 3, mostLearned: 400 } as const

/**
 * How many windows of so many rows a check takes at least: a part needs a third more windows than one has rows, so that
 * between its neighbours, which share its rows, and the ends some are left.
 */
export function leastWindows(length: number): number {
  return (checkPlan.leastParts * 4 * length) / 3
}

/** How many parts so many windows are cut into; 0 where they are too few. */
export function partCount(windows: number, length: number): number {
  const parts = Math.floor((windows * checkPlan.leastParts) / leastWindows(length))
  return parts < checkPlan.leastParts ? 0 : Math.min(checkPlan.mostParts, parts)
}
