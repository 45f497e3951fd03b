// Data folders that specs of the screens begin with, each made once by the real command and copied for every spec.
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { productFolder, runNnad } from '../nnad-command.ts'
import { type ScratchFolder, scratchFolder } from '../scratch-folder.ts'

/** What the sample recording holds (assets/sample/sample.labels.json). */
export const sample = {
  file: path.join(productFolder, 'assets/sample/sample.jsonl.zst'),
  baseline: { from: '2026-11-22T15:47:38Z', to: '2026-11-22T16:06:38Z' },
  /** Less of what comes before the faults. */
  shorter: { from: '2026-11-22T15:47:38Z', to: '2026-11-22T16:00:00Z' },
  suspect: { from: '2026-11-22T16:06:38Z', to: '2026-11-22T16:14:05Z' },
  /** The recursive du alone, and the full collections alone. */
  du: { from: '2026-11-22T16:05:38Z', to: '2026-11-22T16:09:00Z' },
  gc: { from: '2026-11-22T16:11:00Z', to: '2026-11-22T16:14:05Z' },
} as const

/** A recording, and the ranges of the sample in it. */
export type Recorded = Readonly<
  Record<'baseline' | 'shorter' | 'suspect' | 'du' | 'gc', { readonly from: string; readonly to: string }>
> & { readonly file: string }

const text = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from}..${to}`

async function must(args: readonly string[]): Promise<void> {
  const { code, stderr } = await runNnad(args)
  if (code !== 0) throw new Error(`nnad ${args.join(' ')}: ${stderr}`)
}

type Stage = 'imported' | 'trained' | 'retrained' | 'reported'

interface Preparation {
  readonly after?: Stage
  readonly commands: readonly (readonly string[])[]
}

const preparationsOf = ({
  file,
  baseline,
  shorter,
  du,
  gc,
}: Recorded): Readonly<Record<Stage, Preparation>> => ({
  imported: { commands: [['import', file]] },
  trained: { after: 'imported', commands: [['train', '--epochs', '4', '--baseline', text(baseline)]] },
  /** A second model, which is the one in use. */
  retrained: { after: 'trained', commands: [['train', '--epochs', '2', '--baseline', text(shorter)]] },
  /** Reports 1 (the recursive du) and 2 (the full collections). */
  reported: {
    after: 'trained',
    commands: [
      ['analyze', '--window', text(du)],
      ['analyze', '--window', text(gc)],
    ],
  },
})

const preparations = preparationsOf(sample)

/** Brings an empty data folder to a stage, out of another recording than the sample itself. */
export async function prepare(folder: string, stage: Stage, recorded: Recorded): Promise<void> {
  const { after, commands } = preparationsOf(recorded)[stage]
  if (after !== undefined) await prepare(folder, after, recorded)
  for (const command of commands) await must(['--data', folder, ...command])
}

/** Where prepared folders wait for the next test file; another product makes others. */
function shelf(): string {
  const sources = ['src-main', 'src-shared', 'assets/sample'].map((name) => path.join(productFolder, name))
  const times = sources.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
      (file) => statSync(path.join(folder, file)).mtimeMs,
    ),
  )
  return path.join(productFolder, 'build/prepared-data', String(Math.round(Math.max(...times))))
}

async function prepared(stage: Stage): Promise<string> {
  const folder = path.join(shelf(), stage)
  if (existsSync(folder)) return folder
  const { after, commands } = preparations[stage]
  const own = scratchFolder()
  if (after !== undefined) cpSync(await prepared(after), own.path, { recursive: true })
  for (const command of commands) await must(['--data', own.path, ...command])
  // Whole or not at all, also where several test files make it at once.
  const unfinished = `${folder}.${String(process.pid)}`
  cpSync(own.path, unfinished, { recursive: true })
  own.remove()
  try {
    renameSync(unfinished, folder)
  } catch {
    rmSync(unfinished, { recursive: true })
  }
  return folder
}

/** A new data folder of the sample: imported, trained on what comes before the faults, trained twice, or with two reports. The caller removes it. */
export async function preparedData(stage: Stage): Promise<ScratchFolder> {
  const copy = scratchFolder()
  cpSync(await prepared(stage), copy.path, { recursive: true })
  return copy
}
