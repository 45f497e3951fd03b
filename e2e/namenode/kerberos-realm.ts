// A Kerberos realm of its own on loopback: MIT's KDC in a scratch folder, without root, and a service that checks tickets.
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'

const realm = 'NNAD.TEST'
const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
const programOf = (name: string): string | undefined =>
  folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))

/** Runs a program to its end; its output, or undefined where it failed or is not there. */
function outputOf(program: string | undefined, args: readonly string[]): string | undefined {
  if (program === undefined) return undefined
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}

/** The Python that has gssapi: the system's, where it is a package of the system. */
const python = (): string | undefined =>
  ['/usr/bin/python3', programOf('python3')].find(
    (file) => file !== undefined && outputOf(file, ['-c', 'import gssapi']) !== undefined,
  )

/** What is missing on this machine, for people; undefined where a realm can be started. */
export function missingForRealm(): string | undefined {
  const missing = ['krb5kdc', 'kdb5_util', 'kadmin.local', 'kinit'].filter(
    (name) => programOf(name) === undefined,
  )
  if (!(outputOf(programOf('curl'), ['--version']) ?? '').includes('SPNEGO')) missing.push('curl with SPNEGO')
  if (python() === undefined) missing.push('python3-gssapi')
  return missing.length === 0 ? undefined : `${missing.join(', ')} missing on this machine`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function isUp(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const up = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return up
}

export class KerberosRealm {
  readonly #folder: string
  readonly #port: number
  #kdc: ChildProcessWithoutNullStreams | undefined
  #service: ChildProcessWithoutNullStreams | undefined
  #answers: AsyncIterator<string> | undefined
  /** Environment of whoever belongs to the realm. */
  readonly environment: Readonly<Record<string, string>>

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.#port = port
    this.environment = {
      KRB5_CONFIG: this.#file('krb5.conf'),
      KRB5_KDC_PROFILE: this.#file('kdc.conf'),
      KRB5CCNAME: `FILE:${this.#file('tickets')}`,
      KRB5_KTNAME: `FILE:${this.#file('service.keytab')}`,
      KRB5RCACHENAME: 'none:',
    }
  }

  /** A realm with the user `hdfs` and the service `HTTP/localhost`, its KDC at work. */
  static async start(folder: string): Promise<KerberosRealm> {
    const own = new KerberosRealm(folder, await freePort())
    own.#configure()
    own.#run('kdb5_util', ['-r', realm, 'create', '-s', '-P', 'master'])
    for (const [principal, keytab] of [
      ['hdfs', 'user.keytab'],
      ['HTTP/localhost', 'service.keytab'],
    ] as const) {
      own.#run('kadmin.local', ['-r', realm, '-q', `addprinc -randkey ${principal}@${realm}`])
      own.#run('kadmin.local', ['-r', realm, '-q', `ktadd -k ${own.#file(keytab)} ${principal}@${realm}`])
    }
    await own.startKdc()
    await own.#startService()
    return own
  }

  async startKdc(): Promise<void> {
    this.#kdc = this.#spawn(programOf('krb5kdc'), ['-n', '-r', realm])
    while (!(await isUp(this.#port))) await wait(20)
  }

  async stopKdc(): Promise<void> {
    await ended(this.#kdc)
    this.#kdc = undefined
  }

  /** A ticket for the user, as kinit gets it; `seconds` is its life. */
  login(seconds = 3600): void {
    const keytab = this.#file('user.keytab')
    this.#run('kinit', ['-l', `${seconds}s`, '-k', '-t', keytab, `hdfs@${realm}`])
  }

  /** No ticket any more. */
  logout(): void {
    this.#run('kdestroy', [])
  }

  /** The principal whose ticket a token holds, checked with the service's key; undefined for a bad one. */
  async userOf(token: string): Promise<string | undefined> {
    this.#service?.stdin.write(`${token}\n`)
    const answer = await this.#answers?.next()
    return answer === undefined || answer.done === true || answer.value.startsWith('-')
      ? undefined
      : answer.value
  }

  async stop(): Promise<void> {
    await this.stopKdc()
    await ended(this.#service)
  }

  async #startService(): Promise<void> {
    this.#service = this.#spawn(python(), [path.join(import.meta.dirname, 'accept-tickets.py')])
    this.#answers = createInterface(this.#service.stdout)[Symbol.asyncIterator]()
    await this.#answers.next()
  }

  #file(name: string): string {
    return path.join(this.#folder, name)
  }

  #configure(): void {
    // The user's clock may not differ at all, so that tickets end at once; the servers may be as slow as a busy machine is.
    writeFileSync(this.#file('krb5.conf'), this.#rules(' clockskew = 1\n'))
    writeFileSync(this.#file('server.conf'), this.#rules(''))
    writeFileSync(
      this.#file('kdc.conf'),
      `[kdcdefaults]
 kdc_listen = 127.0.0.1:${this.#port}
 kdc_tcp_listen = 127.0.0.1:${this.#port}
[realms]
 ${realm} = {
  database_name = ${this.#file('principal')}
  key_stash_file = ${this.#file('stash')}
 }
[logging]
 kdc = FILE:${this.#file('kdc.log')}
`,
    )
  }

  #rules(skew: string): string {
    return `[libdefaults]
 default_realm = ${realm}
 dns_lookup_kdc = false
 dns_lookup_realm = false
 dns_canonicalize_hostname = false
 rdns = false
 udp_preference_limit = 1
${skew}[realms]
 ${realm} = {
  kdc = 127.0.0.1:${this.#port}
 }
[domain_realm]
 localhost = ${realm}
 127.0.0.1 = ${realm}
`
  }

  #environment(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.environment }
  }

  #run(program: string, args: readonly string[]): void {
    execFileSync(programOf(program) ?? program, args, { env: this.#environment(), stdio: 'pipe' })
  }

  #spawn(program: string | undefined, args: readonly string[]): ChildProcessWithoutNullStreams {
    if (program === undefined) throw new Error(missingForRealm())
    const env = { ...this.#environment(), KRB5_CONFIG: this.#file('server.conf') }
    return spawn(program, args, { env, stdio: 'pipe' })
  }
}

async function ended(child: ChildProcessWithoutNullStreams | undefined): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
