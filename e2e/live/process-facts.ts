// What a process has taken of the machine, out of Linux's /proc.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const configured = (name: string): number => Number(spawnSync('getconf', [name], { encoding: 'utf8' }).stdout)

const [tick, page] = [configured('CLK_TCK'), configured('PAGESIZE')]

/** Processor time of a process so far, s, and its resident memory, bytes. Linux alone. */
export function processFacts(pid: number): { readonly seconds: number; readonly resident: number } {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'latin1')
      .split(') ')[1]
      ?.split(' ') ?? []
  const pages = Number(readFileSync(`/proc/${String(pid)}/statm`, 'latin1').split(' ')[1])
  return {
    seconds: (Number(fields[11]) + Number(fields[12])) / tick,
    resident: pages * page,
  }
}
