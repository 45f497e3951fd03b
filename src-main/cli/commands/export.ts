// nnad export: the raw documents out again, as a dump that import reads.
import { createWriteStream } from 'node:fs'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'
import type { Command } from 'commander'
import type { TimeRange } from '../../../src-shared/time.ts'
import { exportedLines } from '../../core/store/export-documents.ts'
import { openReadable } from '../../core/store/database.ts'
import { chooseNode } from '../../core/store/history.ts'
import { rangeArgument } from '../options.ts'
import { dataFolderOf, sourceNamed, withServices } from '../session.ts'
import { print } from '../terminal.ts'

interface Options {
  readonly source?: string
  readonly node?: string
  readonly range?: TimeRange
  readonly output: string
}

const everything: TimeRange = { from: 0, to: Number.MAX_SAFE_INTEGER }

function compressors(file: string): Transform[] {
  if (file.endsWith('.gz')) return [zlib.createGzip()]
  // Neighbours repeat each other at a distance of a document: the window must hold several.
  if (file.endsWith('.zst'))
    return [zlib.createZstdCompress({ params: { [zlib.constants.ZSTD_c_windowLog]: 23 } })]
  return []
}

export function addExport(nnad: Command): void {
  nnad
    .command('export')
    .description('write a node’s raw documents as JSON lines, as they were imported')
    .option('--source <source>', 'id, name or key; by default the one with the latest data')
    .option('--node <host:port>', 'by default the one with the most active rows')
    .option('--range <from..to>', 'by default everything', rangeArgument)
    .requiredOption('-o, --output <file>', 'file to write: .jsonl, .jsonl.gz or .jsonl.zst')
    .addHelpText(
      'after',
      '\nExample:\n  nnad export --range "2026-02-24 21:00:00..2026-02-24 22:00:00" -o hour.jsonl.zst',
    )
    .action(async (options: Options, command: Command) => {
      const folder = dataFolderOf(command)
      await withServices(folder, async (services) => {
        const range = options.range ?? everything
        const source = services.sources.choose(sourceNamed(services, options.source), 'export')
        const db = openReadable(folder)
        try {
          const node = chooseNode(db, source, options.node, [range])
          let count = 0
          const lines = function* (): Generator<Buffer> {
            for (const line of exportedLines(db, node.id, range)) {
              count += 1
              yield line
            }
          }
          await pipeline([
            Readable.from(lines()),
            ...compressors(options.output),
            createWriteStream(options.output),
          ])
          print(`${String(count)} documents of ${node.name} written to ${options.output}`)
        } finally {
          db.close()
        }
      })
    })
}
