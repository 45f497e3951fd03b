// A whole configuration file, XML or the JSON of /conf: its settings without their secrets, and what it is called.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Setting } from './attachment-part.ts'
import { ConfigurationFault, type ConfigurationText, readConfigurationXml } from './configuration-xml.ts'
import { withoutSecrets } from './secrets.ts'

/** Largest configuration, bytes: that of a running NameNode has 0.4 MB. */
export const configurationBytes = 16 * 2 ** 20

/** Configuration.dumpConfiguration. */
const Servlet = z.object({
  properties: z.array(
    z.object({
      key: z.string(),
      value: z.string().nullish(),
      isFinal: z.boolean().optional(),
      resource: z.string().nullish(),
    }),
  ),
})

/** What a parser says quotes the text: it is left out, since that may be a secret. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigurationFault('it is damaged or cut off: no valid JSON')
  }
}

function readJson(text: string): ConfigurationText {
  const { data, success } = Servlet.safeParse(jsonOf(text))
  if (!success) throw new ConfigurationFault('JSON, but not as the page /conf writes it')
  const { properties } = data
  return {
    settings: properties.flatMap(({ key, value, isFinal }): Setting[] =>
      typeof value === 'string' ? [[key, value, isFinal === true]] : [],
    ),
    resources: new Set(properties.flatMap(({ resource }) => resource?.split('/').at(-1) ?? [])),
    includes: 0,
  }
}

/** Keys that a NameNode or what it stands on reads. */
const ofHdfs = /^(?:dfs|fs|hadoop|io|ipc|ha|net|rpc|file|nfs|seq|tfile|zk|ssl)\./
const ofOthers = /^(?:yarn|mapreduce|mapred|hbase|hive|spark)\./

/** A file's settings as they are kept. */
export interface ReadConfiguration {
  readonly name: string
  readonly settings: readonly Setting[]
  readonly secrets: number
  /** Includes that were not followed. */
  readonly includes: number
  /** Hash over all settings. */
  readonly head: string
}

/** Reads a configuration file; a text says why it is none of a NameNode. */
export function readConfiguration(
  text: string,
  format: 'xml' | 'json',
  name: string,
): ReadConfiguration | string {
  let found: ConfigurationText
  try {
    found = format === 'xml' ? readConfigurationXml(text) : readJson(text)
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error
    return `a configuration that cannot be read: ${error.message}`
  }
  const keys = found.settings.map(([key]) => key)
  const hdfs = keys.filter((key) => ofHdfs.test(key)).length
  if (hdfs === 0 || keys.filter((key) => ofOthers.test(key)).length > Math.max(hdfs, keys.length / 2))
    return keys.length === 0 ? 'a configuration without properties' : 'a configuration, but not of HDFS'
  const { settings, secrets } = withoutSecrets(found.settings)
  // What runs names the defaults that it has read; a file never does.
  const isRunning = found.resources.has('core-default.xml') || found.resources.has('hdfs-default.xml')
  const called = isRunning ? '/conf' : name
  const head = createHash('sha256')
    .update(JSON.stringify([called, settings]))
    .digest('hex')
  return { name: called, settings, secrets, includes: found.includes, head }
}
