// Rows of numbers: copied, repeated, summed. Widths are multiples of 4.

/** to[step, window] = rows[starts[window] + step]: windows out of the rows that they share, [steps, batch, width]. */
export function gatherWindows(
  to: usize,
  rows: usize,
  starts: usize,
  steps: i32,
  batch: i32,
  width: i32,
): void {
  const row = (<usize>width) << 2
  for (let step = 0; step < steps; step++) {
    for (let window = 0; window < batch; window++) {
      const from = rows + row * <usize>(i32.load(starts + ((<usize>window) << 2)) + step)
      for (let at: usize = 0; at < row; at += 16) v128.store(to + at, v128.load(from + at))
      to += row
    }
  }
}

/** to[count, width] = `count` copies of row[width]. */
export function repeatRow(to: usize, row: usize, count: i32, width: i32): void {
  const size = (<usize>width) << 2
  for (let copy = 0; copy < count; copy++) {
    for (let at: usize = 0; at < size; at += 16) v128.store(to + at, v128.load(row + at))
    to += size
  }
}

/** sum[width] += the sum of the rows of from[count, width]. */
export function addRows(sum: usize, from: usize, count: i32, width: i32): void {
  const size = (<usize>width) << 2
  for (let row = 0; row < count; row++) {
    for (let at: usize = 0; at < size; at += 16)
      v128.store(sum + at, f32x4.add(v128.load(sum + at), v128.load(from + at)))
    from += size
  }
}
