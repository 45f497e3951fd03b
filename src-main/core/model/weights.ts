// A model's weights as plain arrays, so that engines, files and threads can pass them on.

/** One tensor, row-major as in Keras and NumPy. */
export interface WeightTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** All tensors in the order of Keras's `model.get_weights()`; names and shapes: `weightShapes`. */
export type Weights = readonly WeightTensor[]
