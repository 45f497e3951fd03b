// The seam between the product and whatever computes the network.
import type { Architecture } from './architecture.ts'
import type { TrainingOptions } from './training-options.ts'
import type { Weights } from './weights.ts'
import type { WindowsView } from './windows-view.ts'

/** The losses of one epoch as Keras's `History` has them. */
export interface EpochLoss {
  /** From 1. */
  readonly epoch: number
  /** Mean squared error over the training windows, taken batch by batch while the weights change. */
  readonly loss: number
  /** Mean squared error over the validation windows after the epoch; null when there are none. */
  readonly validationLoss: number | null
}

/** What a training yields. */
export interface Training {
  readonly weights: Weights
  /** One entry per epoch. */
  readonly history: readonly EpochLoss[]
}

/** Watches and stops a training. */
export interface TrainingListener {
  /** Checked between batches: training then fails with CANCELLED. */
  readonly signal?: AbortSignal | undefined
  readonly onEpoch?: ((loss: EpochLoss) => void) | undefined
}

/** Watches and stops a scoring. */
export interface ScoringListener {
  /** Checked between batches: scoring then fails with CANCELLED. */
  readonly signal?: AbortSignal | undefined
  /** Windows scored so far, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** Trains and runs the autoencoder. The same engine, seed and data give bit-identical results. */
export interface Engine {
  /** Stored with each model: 'fused', 'tfjs-wasm', 'tfjs-cpu' or 'tfjs-node'. */
  readonly name: string
  /**
   * Trains from new weights on all windows but the last `validationSplit` of them. A missing value (NaN) goes in as 0 and
   * counts as reconstructed without error. Errors: BAD_INPUT (sizes, options,
   * values that are not finite, a loss that runs off), NO_DATA (no window left to train on), CANCELLED.
   */
  train(
    architecture: Architecture,
    windows: WindowsView,
    options: TrainingOptions,
    on?: TrainingListener,
  ): Promise<Training>
  /**
   * Mean squared error of each window and metric over the window's rows: [windows, features]. Errors: BAD_INPUT
   * (sizes, weights of another architecture, values that are not finite), CANCELLED.
   */
  reconstructionErrors(
    architecture: Architecture,
    weights: Weights,
    windows: WindowsView,
    on?: ScoringListener,
  ): Promise<Float32Array>
  /**
   * What the network makes of each window's last `count` rows: `use` gets the window's position in `windows.starts` and
   * [count, features], scaled as the rows are, which holds until it returns. Errors as reconstructionErrors.
   */
  reconstructions(
    architecture: Architecture,
    weights: Weights,
    windows: WindowsView,
    count: number,
    use: (window: number, rows: Float32Array) => void,
    on?: ScoringListener,
  ): Promise<void>
}

/** One network over one set of windows, in one engine: what the engines differ in. */
export interface Network {
  /**
   * One step of Adam on the windows at these positions of `windows.starts`, at least one; their mean squared error
   * before it, which may be NaN or infinite.
   */
  step(indexes: Int32Array): number
  /** Writes the mean squared error of each named window and metric over the window's rows to `errors`, [indexes, features]. */
  score(indexes: Int32Array, errors: Float32Array): void
  /** Writes what it makes of the last `count` rows of each named window to `rows`, [indexes, count, features]. */
  reconstruct(indexes: Int32Array, count: number, rows: Float32Array): void
  /** A copy of the weights as they are now. */
  weights(): Weights
  /** Gives back what the network holds; nothing else may be called afterwards. */
  dispose(): void
}

/**
 * Opens a network with weights that fit the architecture over windows that were checked. `learningRate` is Adam's step
 * size, used by `step` alone.
 */
export type OpenNetwork = (
  architecture: Architecture,
  weights: Weights,
  windows: WindowsView,
  learningRate: number,
) => Network
