// A remedy's configuration key with what it is now and what it should be.
import type { Remedy } from '../contract/analysis.ts'

/** The file that holds a key: RPC, security and file systems are core's. */
export function fileOfKey(key: string): 'core-site.xml' | 'hdfs-site.xml' {
  return key.startsWith('dfs.') ? 'hdfs-site.xml' : 'core-site.xml'
}

/** `now 10, advised 160`; what to hand over where the current value is unknown. Empty where there is no key. */
export function valuesText({ key, current, advised }: Remedy): string {
  if (key === null) return ''
  const now = current === null ? `current value unknown: hand over ${fileOfKey(key)}` : `now ${current}`
  return advised === null ? now : `advised ${advised}, ${now}`
}
