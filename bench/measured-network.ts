// What is trained and scored: the two networks, and windows over rows.
import { metricCount } from '../src-shared/metrics.ts'
import { type Architecture, originalArchitecture } from '../src-main/core/model/architecture.ts'
import type { WindowsView } from '../src-main/core/model/windows-view.ts'

/** The original's network, or with LSTM layers of `hiddenDim` units around it. */
export function architectureOf(hiddenDim: number): Architecture {
  return { ...originalArchitecture, hiddenDim }
}

/** The windows of consecutive rows [rows, 28], as many as fit. */
export function everyWindow(rows: Float32Array, length = 30): WindowsView {
  const count = rows.length / metricCount - length + 1
  return { rows, features: metricCount, length, starts: Int32Array.from(Array(count).keys()) }
}
