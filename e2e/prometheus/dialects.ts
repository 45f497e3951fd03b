// The names under which a NameNode's metrics reach a Prometheus: served from its documents.
import type { JmxDocument } from '../../src-main/core/etl/document.ts'
import type { Dialect } from '../../src-shared/contract/engines.ts'
import type { MetricLine } from './exposition.ts'
import { jmxExporterLines } from './jmx-exporter-lines.ts'
import { promLines } from './prom-lines.ts'

/** A dialect that an exporter here can speak. */
export type SpokenDialect = Exclude<Dialect, 'own'>

/** A document's numbers in a dialect. */
export const speak: Readonly<Record<SpokenDialect, (document: JmxDocument) => readonly MetricLine[]>> = {
  jmx_exporter: (document) => jmxExporterLines(document, 'default'),
  'jmx_exporter-lowercase': (document) => jmxExporterLines(document, 'lowercase'),
  'jmx_exporter-rules': (document) => jmxExporterLines(document, 'rules'),
  'prom-a': (document) => promLines(document, 'a'),
  'prom-b': (document) => promLines(document, 'b'),
  'prom-c': (document) => promLines(document, 'c'),
}
