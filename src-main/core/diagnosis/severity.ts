// How bad an incident is, from 0 to 100, the same on every NameNode. Pure.

/**
 * Score at which severity is 50. Scores are made of steps that somebody would begin to notice (src-shared/scales.ts), so they
 * are comparable between NameNodes: 8 is one column at 40 times its usual value, or four at 8 times.
 */
const half = 8

/** 100 (1 - 2^(-score / 8)): 4 is 29 (warning to minor), 8 is 50 (major from there on), 16 is 75 (critical). */
export function severityOf(score: number): number {
  return Math.round(100 * (1 - 2 ** (-score / half)))
}
