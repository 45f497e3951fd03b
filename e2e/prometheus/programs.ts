// Prometheus' own programs on this machine.
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import path from 'node:path'

/** Path of a program on the PATH; undefined where there is none. */
function programOf(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
}

/** Why what needs a real Prometheus is skipped, for people; false where it is not: for `skip` of a test. */
export function missingForPrometheus(): string | false {
  const missing = ['prometheus', 'promtool'].filter((name) => programOf(name) === undefined)
  return missing.length === 0 ? false : `${missing.join(', ')} missing on this machine`
}

/** The program's path; throws where it is missing. */
export function program(name: 'prometheus' | 'promtool'): string {
  const file = programOf(name)
  if (file === undefined) throw new Error(`${name} is missing on this machine`)
  return file
}

/** A port of loopback that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  server.close()
  await once(server, 'close')
  return typeof bound === 'object' && bound !== null ? bound.port : 0
}
