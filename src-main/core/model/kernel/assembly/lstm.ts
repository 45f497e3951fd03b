// An LSTM layer over all steps of a batch. Everything is time-major, [steps, batch, …], so that a step is one dense block.
import { cellBackward, cellForward } from './lstm-cell'
import { multiply } from './matmul'

/**
 * Forward. `gates` [steps, batch, 4 units] holds x W + b of each step; this adds h' U and runs the cells (lstm-cell.ts).
 * `outputs` and `cells` are [steps + 1, batch, units]: block 0 is the state before the first step, zero as in Keras, block
 * t + 1 the state after step t. It is cleared here each time: where it ends moves with the size of the batch, so an
 * earlier, larger or smaller one has left numbers in it. `tanhCells` is [steps, batch, units], `recurrent` U is
 * [units, 4 units].
 */
export function lstmForward(
  gates: usize,
  outputs: usize,
  cells: usize,
  tanhCells: usize,
  recurrent: usize,
  steps: i32,
  batch: i32,
  units: i32,
): void {
  const state = (<usize>(batch * units)) << 2
  const row = (<usize>units) << 2
  memory.fill(outputs, 0, state)
  memory.fill(cells, 0, state)
  for (let step = 0; step < steps; step++) {
    // The first step's h' is zero.
    if (step > 0) multiply(gates, outputs, row, 4, recurrent, batch, units, units << 2)
    cellForward(gates, cells, cells + state, tanhCells, outputs + state, batch, units)
    gates += state << 2
    outputs += state
    cells += state
    tanhCells += state
  }
}

/**
 * Backward through time. `gates` holds what the forward run left and gets dL/dz of every step; `dOutputs`
 * [steps, batch, units] is dL/dh as the layer above gives it and gets what the later steps add: dh' += dz U^T. `recurrentT`
 * is U transposed, [4 units, units]; `dCell` [batch, units] is scratch.
 */
export function lstmBackward(
  gates: usize,
  dOutputs: usize,
  dCell: usize,
  cells: usize,
  tanhCells: usize,
  recurrentT: usize,
  steps: i32,
  batch: i32,
  units: i32,
): void {
  const state = (<usize>(batch * units)) << 2
  const gateRow = (<usize>units) << 4
  memory.fill(dCell, 0, state)
  for (let step = steps - 1; step >= 0; step--) {
    const at = state * <usize>step
    const z = gates + (at << 2)
    if (step < steps - 1)
      multiply(dOutputs + at, z + (state << 2), gateRow, 4, recurrentT, batch, units << 2, units)
    cellBackward(z, dOutputs + at, dCell, cells + at, tanhCells + at, batch, units)
  }
}
