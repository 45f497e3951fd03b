// History in a Prometheus: OpenMetrics text made into its blocks by promtool, one aligned window after another.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { program } from './programs.ts'

/** Blocks of 18 hours (2 h × 3 × 3): fewer, and each text is parsed once. */
const blockMs = 18 * 3_600_000

async function createBlocks(file: string, folder: string): Promise<void> {
  const args = ['tsdb', 'create-blocks-from', '--max-block-duration=18h', 'openmetrics', file, folder]
  const child = spawn(program('promtool'), args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let problem = ''
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    problem += piece
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`promtool: ${problem}`)
}

/**
 * Fills the data folder of a Prometheus that does not run. `pieces` gives the text of the samples between two times (epoch ms,
 * the second excluded), each series in the order of time. Resolves with how many bytes of text there were.
 */
export async function fillBlocks(
  folder: string,
  { from, to }: { readonly from: number; readonly to: number },
  pieces: (from: number, to: number) => Iterable<string>,
): Promise<number> {
  const file = path.join(folder, 'samples.om')
  let bytes = 0
  for (let start = Math.floor(from / blockMs) * blockMs; start < to; start += blockMs) {
    const text = openSync(file, 'w')
    let isEmpty = true
    for (const piece of pieces(Math.max(from, start), Math.min(to, start + blockMs))) {
      bytes += writeSync(text, piece)
      isEmpty &&= piece === ''
    }
    writeSync(text, '# EOF\n')
    closeSync(text)
    if (!isEmpty) await createBlocks(file, path.join(folder, 'data'))
  }
  rmSync(file, { force: true })
  return bytes
}
