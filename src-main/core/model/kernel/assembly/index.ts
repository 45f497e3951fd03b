// The kernel's exports. Arguments are addresses in the imported memory, in bytes, and sizes, in numbers.
export { adam } from './adam'
export { errorGradient, windowErrors } from './loss'
export { lstmBackward, lstmForward } from './lstm'
export { multiply, transpose } from './matmul'
export { addRows, gatherWindows, repeatRow } from './rows'

/** Bytes at the beginning of the memory that hold constants. */
export function reserved(): usize {
  return __heap_base
}
