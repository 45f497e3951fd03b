// The two ways to turn rows into the model's input.

/**
 * original: values as served, counters as differences, missing = 0, as the original system did.
 * default: a mean without operations and a cached repeat are missing; missing = the baseline's median.
 */
export const profiles = ['default', 'original'] as const
export type Profile = (typeof profiles)[number]
