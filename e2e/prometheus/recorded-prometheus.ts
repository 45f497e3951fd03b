// A real Prometheus whose blocks hold recorded documents at their own times, as of some NameNodes.
import type { FoundDocument } from '../../src-main/core/importer/found-document.ts'
import { fillBlocks } from './blocks.ts'
import { type SpokenDialect, speak } from './dialects.ts'
import { numberText, seriesText } from './exposition.ts'
import { PrometheusServer, type ServerOptions } from './prometheus-server.ts'

interface RecordedOptions extends ServerOptions {
  /** What is spoken, at all times or at each: a site may change it. */
  readonly dialect?: SpokenDialect | ((time: number) => SpokenDialect)
}

/** Fills one in a folder and starts it; each instance has all documents (at least one, by time). */
export async function recordedPrometheus(
  folder: string,
  documents: readonly FoundDocument[],
  instances: readonly string[],
  { dialect = 'jmx_exporter', ...options }: RecordedOptions = {},
): Promise<PrometheusServer> {
  const [first, last] = [documents[0]?.time ?? 0, documents.at(-1)?.time ?? 0]
  await fillBlocks(folder, { from: first, to: last + 1 }, function* (from, to) {
    for (const { jmx, time } of documents.filter((one) => one.time >= from && one.time < to)) {
      const lines = speak[typeof dialect === 'string' ? dialect : dialect(time)](jmx)
      for (const instance of instances) {
        const texts = lines.map(({ name, labels, value }) => {
          const series = seriesText(name, { ...labels, instance, job: 'hdfs' })
          return `${series} ${numberText(value)} ${String(time / 1000)}\n`
        })
        yield texts.join('')
      }
    }
  })
  return PrometheusServer.start(folder, options)
}
