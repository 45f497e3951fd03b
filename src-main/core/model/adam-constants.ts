// Adam's constants but the learning rate: the defaults of keras.optimizers.Adam, the same for every engine.

/** Kingma and Ba, 2015: decay of both moments, and what keeps the division from zero. */
export const adamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const
