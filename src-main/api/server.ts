// The REST server: node:http with its limits, and what a server on the network must have.
import { type Server, createServer } from 'node:http'
import { DeclaredError } from '../../src-shared/errors.ts'
import type { Core } from '../core/core.ts'
import { allowedAuthorities, isLoopback } from './callers.ts'
import { Connections } from './connections.ts'
import { apiContext } from './context.ts'
import { anyPath, type ImportPaths, noPath, pathsUnder } from './import-paths.ts'
import { requestHandler } from './request-handler.ts'
import type { TokenCheck } from './token.ts'
import { builtUiFolder, uiFiles } from './ui-files.ts'

export interface ServerOptions {
  /** Where to listen: an address or name of this machine, usually 127.0.0.1. */
  readonly address: string
  /** 0 takes any free one. */
  readonly port: number
  /** Names besides localhost that callers may use, each `host` or `host:port`. */
  readonly allowedHosts: readonly string[]
  /** Folders that callers may import from; with none, any on a loopback address and none on the network. */
  readonly importRoots: readonly string[]
  /** Asked of every call where given; must be given off loopback addresses. */
  readonly token: TokenCheck | undefined
  /** Limit of one upload, bytes; 4 GiB by default. */
  readonly uploadBytes?: number
  /** Where the screens are; by default where the build puts them. */
  readonly uiFolder?: string
}

export interface RunningServer {
  readonly url: string
  readonly port: number
  /** Takes no more calls, gives those under way five seconds, then cuts them off (which cancels what they wait for). */
  close(): Promise<void>
}

/** A server on the network without a token or without the names it answers to would be anybody's. */
function checkExposure({ address, allowedHosts, token }: ServerOptions): void {
  if (isLoopback(address)) return
  if (allowedHosts.length === 0) {
    throw new DeclaredError(
      'BAD_INPUT',
      `Wanted the names by which the network calls this server, got none for ${address}: give each with --allow-host.`,
    )
  }
  if (token === undefined) {
    throw new DeclaredError('BAD_INPUT', `Wanted a token for a server on the network (${address}), got none.`)
  }
}

async function importPathsOf({ address, importRoots }: ServerOptions): Promise<ImportPaths> {
  if (importRoots.length > 0) return pathsUnder(importRoots)
  return isLoopback(address) ? anyPath : noPath
}

const listenErrors: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: stop it or choose another --port',
  EACCES: 'this user may not: choose a --port from 1024 on',
  EADDRNOTAVAIL: 'this machine has no such address: correct --host',
  ENOTFOUND: 'this machine has no such address: correct --host',
}

/** Starts listening; returns the port. */
async function listen(server: Server, address: string, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: address.replace(/^\[|\]$/g, ''), port }, resolve)
    })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const reason = listenErrors[code]
    if (reason === undefined) throw cause
    throw new DeclaredError(
      'BAD_INPUT',
      `Cannot listen on ${address}, port ${port}: ${reason}.`,
      {},
      { cause },
    )
  }
  const bound = server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : port
}

function setLimits(server: Server): void {
  server.headersTimeout = 10_000
  // An upload may take hours and a training minutes; bodies that stall are ended by the request handler.
  server.requestTimeout = 0
  server.timeout = 0
  server.maxConnections = 256
}

/**
 * Starts the server over the core. Throws BAD_INPUT for an address that cannot be had, and for one on the network
 * without allowed hosts or without a token.
 */
export async function startServer(core: Core, options: ServerOptions): Promise<RunningServer> {
  checkExposure(options)
  const { address, allowedHosts, token } = options
  const context = apiContext(core, await importPathsOf(options), options.uploadBytes)
  // Told before listening; which port it will be is known only after.
  allowedAuthorities(options.port, allowedHosts)
  const server = createServer()
  const connections = new Connections(server)
  setLimits(server)
  const port = await listen(server, address, options.port)
  server.on('error', (error) => core.host.log('The server met an error', error))
  const ui = uiFiles(options.uiFolder ?? builtUiFolder(), 'served')
  server.on(
    'request',
    requestHandler({ context, token, allowed: allowedAuthorities(port, allowedHosts), ui }),
  )
  const host = address.includes(':') && !address.startsWith('[') ? `[${address}]` : address
  return { url: `http://${host}:${port}`, port, close: () => connections.close() }
}
