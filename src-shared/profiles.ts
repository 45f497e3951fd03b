// The two ways to turn rows into the model's input.

/**
 * original: values as served, counters as differences, missing = 0, scaled by minimum and maximum, mean squared error of
 * whole windows, a percentile as threshold, as the original system did.
 * default: a mean without operations and a cached repeat are missing and count neither way; deviations of a window's last
 * rows from what is usual and from what the network expects, a budget of false alarms as threshold.
 */
export const profiles = ['default', 'original'] as const
export type Profile = (typeof profiles)[number]
