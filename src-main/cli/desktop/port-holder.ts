// Who listens on a port of this machine, in words for people.
import { execFile } from 'node:child_process'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { z } from 'zod'
import { linuxHolder } from './linux-sockets.ts'

/** How long one way of finding out may take, ms. */
const patience = 2000

const System = z.object({ version: z.string() })

interface Reply {
  readonly status: number
  readonly challenge: string
  readonly body: string
}

function ask(port: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path: '/api/system',
      headers: { host: `localhost:${port}` },
      signal: AbortSignal.timeout(patience),
    })
    sent.once('error', reject)
    sent.once('response', (response) => {
      const challenge = response.headers['www-authenticate'] ?? ''
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, challenge, body }), reject)
    })
    sent.end()
  })
}

/** "another nnad 0.1.0" where it answers as one. */
async function nnadHolder(port: number): Promise<string | undefined> {
  const { status, challenge, body } = await ask(port)
  if (status === 401 && challenge.includes('realm="nnad"')) return 'another nnad'
  const system = System.safeParse(JSON.parse(body))
  return status === 200 && system.success ? `another nnad ${system.data.version}` : undefined
}

async function output(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { timeout: patience, windowsHide: true })
  return stdout
}

/** Reads `lsof -Fpc`: a line `p1234`, then `cname`. */
export function lsofHolder(listing: string): string | undefined {
  const [, pid, name] = /^p(\d+)\r?\nc(.+)$/m.exec(listing) ?? []
  return pid === undefined ? undefined : `${String(name)} (process ${pid})`
}

/** Reads `netstat -ano -p TCP`: the process that listens on a port. The state's name is translated, its remote end is not. */
export function netstatPid(listing: string, port: number): string | undefined {
  const lines = listing.split(/\r?\n/).map((line) => line.trim().split(/\s+/))
  return lines.find(([, local = '', remote]) => local.endsWith(`:${port}`) && remote === '0.0.0.0:0')?.at(-1)
}

/** Reads one line of `tasklist /FO CSV /NH`: the program's name. */
export function tasklistName(listing: string): string | undefined {
  return /^"([^"]+)","\d+"/m.exec(listing)?.[1]
}

async function windowsHolder(port: number): Promise<string | undefined> {
  const pid = netstatPid(await output('netstat', '-ano', '-p', 'TCP'), port)
  if (pid === undefined) return undefined
  const name = tasklistName(await output('tasklist', '/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'))
  return `${name ?? 'a program'} (process ${pid})`
}

async function systemHolder(port: number): Promise<string | undefined> {
  if (process.platform === 'win32') return windowsHolder(port)
  if (process.platform === 'linux') return linuxHolder(port)
  return lsofHolder(await output('lsof', '-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'))
}

/** Names whoever listens on a port: "another nnad 0.1.0", "python3 (process 4711)", or "another program". */
export async function portHolder(port: number): Promise<string> {
  const nothing = (): undefined => undefined
  const nnad = await nnadHolder(port).catch(nothing)
  return nnad ?? (await systemHolder(port).catch(nothing)) ?? 'another program'
}
