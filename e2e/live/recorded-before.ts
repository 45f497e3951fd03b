// What a NameNode said before anybody watched it: a dump of whole documents, as a person records them.
import { writeFileSync } from 'node:fs'
import { dumpLine } from '../../src-main/core/dump-line.ts'

/** Asks so many times and writes a dump of answers that are `spacing` ms apart and end before a time (epoch ms). */
export async function recordBefore(
  url: string,
  file: string,
  { count, spacing, until }: { readonly count: number; readonly spacing: number; readonly until: number },
): Promise<void> {
  const lines: Buffer[] = []
  for (let left = count; left > 0; left -= 1) {
    const answer = await fetch(`${url}/jmx`)
    lines.push(dumpLine(until - left * spacing, Buffer.from(await answer.arrayBuffer())))
  }
  writeFileSync(file, Buffer.concat(lines))
}
