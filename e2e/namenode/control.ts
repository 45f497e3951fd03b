// A port by which whoever tries things out makes replaying NameNodes fail, fail over and start again.
import { once } from 'node:events'
import { type IncomingMessage, type Server, createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { Fault } from './answers.ts'
import type { HaPair } from './edited-documents.ts'
import type { ReplayingNameNode } from './replaying-namenode.ts'

/** What is controlled. */
export interface Controlled {
  /** By name. */
  readonly nodes: ReadonlyMap<string, ReplayingNameNode>
  /** Where they are an HA pair. */
  readonly pair: HaPair | undefined
}

/** A fault to have until another comes, or null for none. */
const WantedFault = Fault.nullable()

function failOver({ nodes, pair }: Controlled): void {
  if (pair === undefined) throw new Error('there is no pair to fail over')
  pair.active = [...nodes.keys()].find((name) => name !== pair.active) ?? pair.active
}

async function obey(request: IncomingMessage, controlled: Controlled): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control')
  const name = searchParams.get('node')
  const nodes = [...controlled.nodes].filter(([own]) => name === null || own === name).map(([, node]) => node)
  if (pathname === '/failover') failOver(controlled)
  else if (pathname === '/fault') {
    const fault = WantedFault.parse(JSON.parse(await text(request))) ?? undefined
    for (const node of nodes) node.fault = fault
  } else if (pathname === '/restart') for (const node of nodes) node.restart()
  else if (pathname === '/stop') for (const node of nodes) await node.stop()
  else if (pathname === '/start') for (const node of nodes) await node.start()
  else if (pathname === '/expire') for (const node of nodes) node.logIn?.expire()
  else throw new Error(`there is no ${pathname}: fault, failover, restart, stop, start, expire`)
}

const stateOf = ({ nodes, pair }: Controlled): object => ({
  active: pair?.active ?? null,
  nodes: [...nodes].map(([name, node]) => ({
    name,
    url: node.url,
    fault: node.fault ?? null,
    ...node.counts,
  })),
})

/**
 * GET tells how things stand; POST /fault with a fault (answers.ts) or null, /failover, /restart, /stop, /start, /expire,
 * each for all or for `?node=NAME`.
 */
export async function startControl(port: number, controlled: Controlled): Promise<Server> {
  const server = createServer((request, response) => {
    const done = request.method === 'POST' ? obey(request, controlled) : Promise.resolve()
    done.then(
      () => response.end(`${JSON.stringify(stateOf(controlled), null, 1)}\n`),
      (error: unknown) => response.writeHead(400).end(`${String(error)}\n`),
    )
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}
