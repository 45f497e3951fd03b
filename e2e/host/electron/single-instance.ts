// One instance a folder, as Electron has it: the first one holds a file with its process, a later one leaves it a message.
import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'

const holderName = 'stand-in-instance'
const messageEnd = '.stand-in-message'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The process that holds a folder; undefined where it has gone. */
function holderOf(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(folder, holderName), 'utf8'))
    return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

/** Takes the folder, and hears what later instances say; false where another process has it, which is told `data`. */
export function lockInstance(folder: string, data: object, hear: (data: unknown) => void): boolean {
  if (holderOf(folder) !== undefined) {
    const message = path.join(folder, randomUUID())
    writeFileSync(message, JSON.stringify(data))
    renameSync(message, `${message}${messageEnd}`)
    return false
  }
  writeFileSync(path.join(folder, holderName), String(process.pid))
  watch(folder, { persistent: false }, () => {
    for (const name of readdirSync(folder).filter((one) => one.endsWith(messageEnd))) {
      const message = path.join(folder, name)
      const text = readFileSync(message, 'utf8')
      rmSync(message)
      hear(JSON.parse(text))
    }
  }).on('error', () => undefined)
  process.once('exit', () => rmSync(path.join(folder, holderName), { force: true }))
  return true
}
