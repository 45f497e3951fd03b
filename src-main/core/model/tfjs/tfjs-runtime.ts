// Starts tf.js in this thread: WebAssembly with SIMD, or plain JavaScript where that does not start.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'

// Of the lib files only the browser's know this name; Node has it all the same.
declare const WebAssembly: { validate(bytes: Uint8Array): boolean }

/** What tf.js computes with. */
export type TfjsBackend = 'wasm' | 'cpu'

let started: Promise<TfjsBackend> | undefined

/**
 * Starts tf.js once per thread and says with what; later calls get the first one's answer. Without the network, and
 * without a word on stdout or stderr. `wasmFolder` holds the .wasm files, by default those of the installed package.
 */
export async function startTfjs(wasmFolder = installedWasmFolder()): Promise<TfjsBackend> {
  started ??= start(wasmFolder)
  return started
}

async function start(wasmFolder: string): Promise<TfjsBackend> {
  // Production mode is tf.js's own switch for its notices, such as the advice to install tfjs-node.
  tf.enableProdMode()
  // One thread everywhere: the same sums in the same order, wherever the app runs.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths(wasmFolder + path.sep)
  if ((await wasmUsable(wasmFolder)) && (await withoutNewListeners(() => tf.setBackend('wasm'))))
    return 'wasm'
  await import('@tensorflow/tfjs-backend-cpu')
  await tf.setBackend('cpu')
  return 'cpu'
}

function installedWasmFolder(): string {
  const { resolve } = createRequire(import.meta.url)
  return path.join(path.dirname(resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist')
}

/** Looked at beforehand, because the backend prints three lines when it fails on a file. */
async function wasmUsable(folder: string): Promise<boolean> {
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')
  const file = path.join(folder, simd === true ? 'tfjs-backend-wasm-simd.wasm' : 'tfjs-backend-wasm.wasm')
  try {
    return WebAssembly.validate(await readFile(file))
  } catch {
    return false
  }
}

/**
 * The backend's loader (Emscripten) hangs handlers on the process that throw every uncaught error and rejection anew,
 * which would end a program that handles its own. They are taken off again.
 */
async function withoutNewListeners<T>(work: () => Promise<T>): Promise<T> {
  const errors = new Set(process.listeners('uncaughtException'))
  const rejections = new Set(process.listeners('unhandledRejection'))
  const result = await work()
  for (const listener of process.listeners('uncaughtException')) {
    if (!errors.has(listener)) process.off('uncaughtException', listener)
  }
  for (const listener of process.listeners('unhandledRejection')) {
    if (!rejections.has(listener)) process.off('unhandledRejection', listener)
  }
  return result
}
