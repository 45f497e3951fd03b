// A short training in the kernel, the same wherever it runs: for comparing the bits.
import { type Architecture, originalArchitecture } from '../../src-main/core/model/architecture.ts'
import { initialWeights } from '../../src-main/core/model/initial-weights.ts'
import { openFusedNetwork } from '../../src-main/core/model/kernel/fused-network.ts'
import { randomFrom } from '../../src-main/core/model/random.ts'

const architecture: Architecture = { ...originalArchitecture, hiddenDim: 16 }

/** All weights after ten steps on noise, and the errors of its windows. */
export function trainALittle(): number[] {
  const random = randomFrom(7)
  const rows = Float32Array.from({ length: 100 * 28 }, () => random.next())
  const starts = Int32Array.from({ length: 70 }, (_, start) => start)
  const windows = { rows, features: 28, length: 30, starts }
  const network = openFusedNetwork(architecture, initialWeights(architecture, random), windows, 1e-3)
  for (let step = 0; step < 10; step++) network.step(starts.subarray(step, step + 40))
  const errors = new Float32Array(starts.length * architecture.features)
  network.score(starts, errors)
  return [...network.weights().flatMap(({ values }) => [...values]), ...errors]
}
