// Random numbers that follow from a seed, the same on every machine and in every engine.

/** A stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number
  /** Normal with mean 0 and standard deviation 1 (Box-Muller). */
  normal(): number
}

/**
 * xoshiro128** (Blackman, Vigna: Scrambled Linear Pseudorandom Number Generators, 2018), its state filled by
 * splitmix32 from a seed of 0..2^32 - 1.
 */
export function randomFrom(seed: number): Random {
  let mixer = seed >>> 0
  const mixed = (): number => {
    mixer = (mixer + 0x9e3779b9) >>> 0
    let z = mixer
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let [a, b, c, d] = [mixed(), mixed(), mixed(), mixed()]
  const next = (): number => {
    const scrambled = Math.imul(rotated(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return (scrambled >>> 0) / 2 ** 32
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return { next, normal }
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

/** Puts `indexes` into a random order, in place (Fisher-Yates; every order is equally likely). */
export function shuffle(indexes: Int32Array, random: Random): void {
  for (let last = indexes.length - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1))
    const moved = indexes[last] ?? 0
    indexes[last] = indexes[other] ?? 0
    indexes[other] = moved
  }
}
