// Engines in words. Pure.
import type { Model } from '../../../src-shared/contract/models.ts'

const names: Readonly<Record<string, string>> = {
  fused: 'fused kernel',
  'tfjs-wasm': 'tf.js wasm',
  'tfjs-cpu': 'tf.js cpu',
}

/** `fused kernel`; an engine without another name as it is called. */
export function engineText({ engine }: Pick<Model, 'engine'>): string {
  return names[engine] ?? engine
}

/** A training's length: `0.4 s`, `3 min`. */
export function lengthText(ms: number): string {
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${String(Math.round(ms / 60_000))} min`
}
