// Who listens on a port of Linux, from /proc, where no tool need be installed.
import { readFile, readdir, readlink } from 'node:fs/promises'

/** State of a listening socket in /proc/net/tcp. */
const listening = '0A'

/** Inodes of the sockets that listen on a port, from the text of /proc/net/tcp or tcp6. */
export function listeningInodes(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    return state === listening && local.endsWith(`:${hex}`) ? [inode] : []
  })
}

/** Whether a process has one of the files open; those of other users are not ours to see. */
async function holds(pid: string, targets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  const files = await readdir(folder).catch(() => [])
  const links = await Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => '')))
  return links.some((link) => targets.has(link))
}

/** "name (process 4711)" of a port's listener; undefined where it is another user's. */
export async function linuxHolder(port: number): Promise<string | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  )
  const inodes = tables.flatMap((table) => listeningInodes(table, port))
  const targets = new Set(inodes.map((inode) => `socket:[${inode}]`))
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) {
    if (!(await holds(pid, targets))) continue
    const name = (await readFile(`/proc/${pid}/comm`, 'utf8')).trim()
    return `${name} (process ${pid})`
  }
  return undefined
}
