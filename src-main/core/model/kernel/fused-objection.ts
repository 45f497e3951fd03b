// What the kernel cannot do, so that another engine does it.
import type { Architecture } from '../architecture.ts'
import { kernelRuns } from './kernel.ts'

/** Why the kernel cannot run a network, in words, or undefined where it can. Sizes are those of `architectureLimits`. */
export function fusedObjection({ recurrentActivation }: Architecture): string | undefined {
  if (!kernelRuns()) return 'the fused kernel needs WebAssembly with SIMD, which this machine does not run'
  if (recurrentActivation !== 'sigmoid') {
    return `the fused kernel knows the recurrent activation sigmoid only, not ${recurrentActivation}`
  }
  return undefined
}
