// The network's layers in the words of tf.js's LayersModel format, written without loading tf.js: its start alone would
// take a third of a whole training. A test holds every byte against what tf.js itself saves.
import { lstmLayers } from './architecture.ts'
import type { Architecture, LstmLayer } from './architecture.ts'

/** Version of tf.js whose format this is. */
export const tfjsVersion = '4.22.0'

const zeros = { class_name: 'Zeros', config: {} }

function lstm(layer: LstmLayer, architecture: Architecture, input: object): object {
  return {
    class_name: 'LSTM',
    config: {
      name: layer.name,
      trainable: true,
      ...input,
      units: layer.units,
      activation: 'tanh',
      recurrent_activation: architecture.recurrentActivation === 'sigmoid' ? 'sigmoid' : 'hard_sigmoid',
      use_bias: true,
      kernel_initializer: zeros,
      recurrent_initializer: zeros,
      bias_initializer: zeros,
      unit_forget_bias: null,
      kernel_regularizer: null,
      recurrent_regularizer: null,
      bias_regularizer: null,
      activity_regularizer: null,
      kernel_constraint: null,
      recurrent_constraint: null,
      bias_constraint: null,
      dropout: 0,
      recurrent_dropout: 0,
      implementation: null,
      return_sequences: layer.sequences,
      return_state: false,
      go_backwards: false,
      stateful: false,
      unroll: false,
    },
  }
}

function output(units: number): object {
  const dense = {
    class_name: 'Dense',
    config: {
      units,
      activation: 'linear',
      use_bias: true,
      kernel_initializer: zeros,
      bias_initializer: zeros,
      kernel_regularizer: null,
      bias_regularizer: null,
      activity_regularizer: null,
      kernel_constraint: null,
      bias_constraint: null,
      name: 'dense',
      trainable: true,
    },
  }
  return { class_name: 'TimeDistributed', config: { layer: dense, name: 'output', trainable: true } }
}

/** `modelTopology` of model.json: the layers of an architecture as `LayersModel.save` of tf.js describes them. */
export function layersModelTopology(architecture: Architecture): object {
  const { kind, sequenceLength, features } = architecture
  const layers = lstmLayers(architecture)
  const first = { batch_input_shape: [null, sequenceLength, features], dtype: 'float32' }
  const part = (position: LstmLayer['position']): object[] =>
    layers
      .filter((layer) => layer.position === position)
      .map((layer) => lstm(layer, architecture, layer === layers[0] ? first : {}))
  const repeat = {
    class_name: 'RepeatVector',
    config: { n: sequenceLength, name: 'repeat', trainable: true },
  }
  return {
    class_name: 'Sequential',
    config: { name: kind, layers: [...part('encoder'), repeat, ...part('decoder'), output(features)] },
    keras_version: `tfjs-layers ${tfjsVersion}`,
    backend: 'tensor_flow.js',
  }
}
