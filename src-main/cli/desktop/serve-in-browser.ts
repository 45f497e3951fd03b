// The screens where no window is to be had: served to this machine alone, shown by the person's browser.
import { connect } from 'node:net'
import { DeclaredError } from '../../../src-shared/errors.ts'
import { type RunningServer, startServer } from '../../api/server.ts'
import type { Core } from '../../core/core.ts'
import { announcement, isPortTaken, stopped } from '../serving.ts'
import { withCore } from '../session.ts'
import { print } from '../terminal.ts'
import { openBrowser } from './open-browser.ts'
import { portHolder } from './port-holder.ts'
import type { Surroundings } from './surroundings.ts'

/** How many ports are tried, one after another. */
const tries = 20

/** Whether somebody listens on the IPv6 side of localhost, whom a browser would reach instead. */
function isTakenOnIpv6(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '::1', port })
    const end = (isTaken: boolean): void => {
      socket.destroy()
      resolve(isTaken)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

/** A server on a port of this machine; undefined where somebody has it. */
async function serverOn(core: Core, port: number): Promise<RunningServer | undefined> {
  if (port !== 0 && (await isTakenOnIpv6(port))) return undefined
  const options = { address: '127.0.0.1', port, allowedHosts: [], importRoots: [], token: undefined }
  try {
    return await startServer(core, options)
  } catch (error) {
    if (isPortTaken(error)) return undefined
    throw error
  }
}

/** A server on the first free port from `first` on. Throws BAD_INPUT where twenty are taken. */
async function serverFrom(core: Core, first: number): Promise<RunningServer> {
  const last = Math.min(first + tries - 1, 65_535)
  for (let port = first; port <= last; port++) {
    const server = await serverOn(core, port)
    if (server !== undefined) return server
    print(`Port ${port} is taken by ${await portHolder(port)}; trying the next one.`)
  }
  throw new DeclaredError(
    'BAD_INPUT',
    `Wanted a free port from ${first} to ${last}, all are taken: run "nnad serve --port 0", which takes any.`,
  )
}

/** Serves at http://localhost until somebody stops it; opens the browser there if `opens`. */
export async function serveInBrowser(
  dataFolder: string,
  opens: boolean,
  around: Surroundings,
): Promise<void> {
  const stop = stopped()
  await withCore(dataFolder, async (core) => {
    const server = await serverFrom(core, core.services.settings.all()['server.port'])
    const url = `http://localhost:${server.port}`
    core.watch()
    print(announcement(url))
    if (opens) openBrowser(url, around)
    await stop
    await server.close()
  })
}
