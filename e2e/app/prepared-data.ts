// Data folders that specs of the screens begin with, each made once per process by the real command and copied for every spec.
import { cpSync } from 'node:fs'
import path from 'node:path'
import { productFolder, runNnad } from '../nnad-command.ts'
import { type ScratchFolder, scratchFolder } from '../scratch-folder.ts'

/** What the sample recording holds (assets/sample/sample.labels.json). */
export const sample = {
  file: path.join(productFolder, 'assets/sample/sample.jsonl.zst'),
  baseline: { from: '2026-11-22T15:47:38Z', to: '2026-11-22T16:06:38Z' },
  suspect: { from: '2026-11-22T16:06:38Z', to: '2026-11-22T16:14:05Z' },
  /** The recursive du alone, and the full collections alone. */
  du: { from: '2026-11-22T16:05:38Z', to: '2026-11-22T16:09:00Z' },
  gc: { from: '2026-11-22T16:11:00Z', to: '2026-11-22T16:14:05Z' },
} as const

const text = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from}..${to}`

async function must(args: readonly string[]): Promise<void> {
  const { code, stderr } = await runNnad(args)
  if (code !== 0) throw new Error(`nnad ${args.join(' ')}: ${stderr}`)
}

type Steps = readonly (readonly string[])[]

const imported: Steps = [['import', sample.file]]
const trained: Steps = [...imported, ['train', '--epochs', '4', '--baseline', text(sample.baseline)]]

/** Stages of a folder; reports 1 (the recursive du) and 2 (the full collections). */
const stages = {
  imported,
  trained,
  reported: [
    ...trained,
    ['analyze', '--window', text(sample.du)],
    ['analyze', '--window', text(sample.gc)],
  ] satisfies Steps,
} as const
type Stage = keyof typeof stages

const made = new Map<Stage, Promise<ScratchFolder>>()

async function make(stage: Stage): Promise<ScratchFolder> {
  const folder = scratchFolder()
  process.once('exit', () => folder.remove())
  for (const step of stages[stage]) await must(['--data', folder.path, ...step])
  return folder
}

/** A new data folder of the sample: imported, trained on the hour before the faults, or with two reports. The caller removes it. */
export async function preparedData(stage: Stage): Promise<ScratchFolder> {
  const original = made.get(stage) ?? make(stage)
  made.set(stage, original)
  const copy = scratchFolder()
  cpSync((await original).path, copy.path, { recursive: true })
  return copy
}
