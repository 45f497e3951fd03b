// The compiled kernel with a memory of its own. Runs wherever WebAssembly with SIMD does: Node, a worker of either kind.
import { kernelWasm } from './kernel-wasm.ts'

// Of the lib files only the browser's know this name; Node has it all the same.
declare const WebAssembly: {
  readonly Memory: new (descriptor: { readonly initial: number }) => Memory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } },
  ) => { readonly exports: unknown }
  validate(bytes: Uint8Array): boolean
}

interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

/** Where something lies in the kernel's memory, in bytes. */
export type Address = number

/** What assembly/index.ts exports; shapes and formulas stand there. */
interface KernelFunctions {
  reserved(): number
  multiply(
    c: Address,
    a: Address,
    aRow: number,
    aStep: number,
    b: Address,
    m: number,
    k: number,
    n: number,
  ): void
  transpose(b: Address, a: Address, m: number, n: number): void
  repeatRow(to: Address, row: Address, count: number, width: number): void
  addRows(sum: Address, from: Address, count: number, width: number): void
  gatherWindows(
    to: Address,
    rows: Address,
    starts: Address,
    steps: number,
    batch: number,
    width: number,
  ): void
  lstmForward(
    gates: Address,
    outputs: Address,
    cells: Address,
    tanhCells: Address,
    recurrent: Address,
    steps: number,
    batch: number,
    units: number,
  ): void
  lstmBackward(
    gates: Address,
    dOutputs: Address,
    dCell: Address,
    cells: Address,
    tanhCells: Address,
    recurrentT: Address,
    steps: number,
    batch: number,
    units: number,
  ): void
  errorGradient(
    outputs: Address,
    targets: Address,
    starts: Address,
    steps: number,
    batch: number,
    width: number,
    scale: number,
  ): number
  windowErrors(
    errors: Address,
    outputs: Address,
    targets: Address,
    starts: Address,
    steps: number,
    batch: number,
    width: number,
  ): void
  adam(
    parameters: Address,
    gradients: Address,
    first: Address,
    second: Address,
    count: number,
    alpha: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void
}

/** One instance of the kernel: its functions, and the memory that only they and its owner see. */
export interface Kernel extends KernelFunctions {
  /** Room for so many float32, all 0, on a cache line's border. It is never given back: the memory goes as a whole. */
  allocate(count: number): Address
  /** So many numbers at an address. Used at once, never kept: the next allocation may detach it. */
  floats(at: Address, count: number): Float32Array
  /** As floats, for positions of rows. */
  integers(at: Address, count: number): Int32Array
}

/** Bytes of a float32. */
export const floatBytes = 4

const pageBytes = 65_536
const lineBytes = 64

const bytes = Uint8Array.from(atob(kernelWasm), (character) => character.charCodeAt(0))
let compiled: object | undefined

/** Whether this JavaScript engine takes the kernel: it needs WebAssembly with SIMD (Chromium 91, Node 16.4 on x64 and ARM). */
export function kernelRuns(): boolean {
  return WebAssembly.validate(bytes)
}

/** A fresh instance. It is compiled once per thread. Throws where {@link kernelRuns} is false. */
export function startKernel(): Kernel {
  compiled ??= new WebAssembly.Module(bytes)
  const memory = new WebAssembly.Memory({ initial: 1 })
  const functions = new WebAssembly.Instance(compiled, { env: { memory } }).exports as KernelFunctions
  let end = functions.reserved()
  return {
    ...functions,
    allocate(count) {
      const at = Math.ceil(end / lineBytes) * lineBytes
      end = at + floatBytes * count
      const missing = Math.ceil((end - memory.buffer.byteLength) / pageBytes)
      if (missing > 0) memory.grow(missing)
      return at
    },
    floats: (at, count) => new Float32Array(memory.buffer, at, count),
    integers: (at, count) => new Int32Array(memory.buffer, at, count),
  }
}
