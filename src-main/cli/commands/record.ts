// nnad record: makes a dump that import reads.
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { DeclaredError, errorText } from '../../../src-shared/errors.ts'
import { jmxUrl, shownUrl } from '../../core/collector/jmx-target.ts'
import { record } from '../../core/collector/recorder.ts'
import { duration } from '../options.ts'
import { print } from '../terminal.ts'

interface Options {
  readonly every: number
  readonly for?: number
  readonly output: string
}

export function addRecord(nnad: Command): void {
  nnad
    .command('record')
    .description('record a NameNode’s /jmx into a file that "nnad import" reads')
    .argument('<url>', 'the NameNode’s HTTP address, for example http://nn1:9870')
    .option(
      '--every <time>',
      'time between polls; below the metrics period (10 s) polls repeat',
      duration,
      10_000,
    )
    .option('--for <time>', 'how long; by default until Ctrl+C', duration)
    .requiredOption('-o, --output <file>', 'file to append to: .jsonl, .jsonl.gz or .jsonl.zst')
    .addHelpText(
      'after',
      `
Examples:
  nnad record http://nn1:9870 --for 1h -o nn1.jsonl.gz
  assets/record-jmx.sh http://nn1:9870 10 3600 nn1.jsonl.gz     (needs only a POSIX shell, curl and gzip)`,
    )
    .action(async (address: string, options: Options) => {
      const url = jmxUrl(address)
      await mustBeWritable(options.output)
      const controller = new AbortController()
      const stop = (): void => controller.abort()
      process.once('SIGINT', stop)
      process.once('SIGTERM', stop)
      const { recorded, failed } = await record({
        url,
        file: options.output,
        every: options.every,
        duration: options.for,
        clock: { now: () => Date.now() },
        signal: controller.signal,
        onPoll: ({ error }) => {
          if (error !== undefined) console.error(`poll failed: ${error}`)
        },
      })
      print(
        `${String(recorded)} polls of ${shownUrl(url)} recorded in ${options.output}, ${String(failed)} failed`,
      )
    })
}

/** Says at once what would otherwise be found out after the first poll. */
async function mustBeWritable(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined)
  if (found !== undefined && !found.isFile())
    throw new DeclaredError('BAD_INPUT', `${file} is no file: give a file to write with -o.`)
  await access(found === undefined ? path.dirname(file) : file, constants.W_OK).catch((cause: unknown) => {
    throw new DeclaredError(
      'BAD_INPUT',
      `${file} cannot be written (${errorText(cause)}): make its folder or give another file with -o.`,
      {},
      { cause },
    )
  })
}
