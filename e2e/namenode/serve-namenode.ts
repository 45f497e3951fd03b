// A NameNode to try the product with where there is no Hadoop: replays a recording at /jmx, alone or as an HA pair.
import { parseArgs } from 'node:util'
import path from 'node:path'
import type { FoundDocument } from '../../src-main/core/importer/found-document.ts'
import { readDocuments } from '../../src-main/core/importer/read-documents.ts'
import { certificateNames } from './certificates.ts'
import { startControl } from './control.ts'
import { HaPair } from './edited-documents.ts'
import type { LogInRule } from './log-in.ts'
import { ReplayingNameNode } from './replaying-namenode.ts'

const usage = `node e2e/namenode/serve-namenode.ts [options]

  --recording FILE   a dump as nnad imports it (default: assets/sample/sample.jsonl.zst)
  --documents N      only its first N documents
  --port N           HTTP port (default 9870; the pair's second has the next; 0: any)
  --speed N          recorded seconds per second (default 1); after the end it begins again, counters going on
  --pair             two NameNodes, nn1 and nn2, of one nameservice
  --tls NAME         HTTPS: ${certificateNames.join(', ')} (authority: e2e/namenode/fixtures/ca.pem)
  --auth RULE        simple, basic:USER:PASSWORD, bearer:TOKEN
  --control N        port for faults (default: none), for example
                     curl -d '{"kind":"status","status":500}' localhost:N/fault?node=nn1
                     curl -d null localhost:N/fault; curl -X POST localhost:N/failover`

function logInRule(text: string | undefined): { readonly logIn?: LogInRule } {
  if (text === undefined) return {}
  const [kind, first, second] = text.split(':')
  if (kind === 'simple') return { logIn: { kind } }
  if (kind === 'basic' && first !== undefined && second !== undefined)
    return { logIn: { kind, user: first, password: second } }
  if (kind === 'bearer' && first !== undefined) return { logIn: { kind, token: first } }
  throw new Error(`wanted simple, basic:USER:PASSWORD or bearer:TOKEN, got ${text}`)
}

async function documentsOf(file: string, count: number): Promise<FoundDocument[]> {
  const found: FoundDocument[] = []
  const onSkipped = ({ place, reason }: { place: string; reason: string }): void =>
    console.error(`${place}: ${reason}`)
  for await (const batch of readDocuments([file], { onSkipped })) {
    found.push(...batch)
    if (found.length >= count) break
  }
  return found.slice(0, count)
}

const { values } = parseArgs({
  options: {
    recording: {
      type: 'string',
      default: path.join(import.meta.dirname, '../../assets/sample/sample.jsonl.zst'),
    },
    documents: { type: 'string', default: 'Infinity' },
    port: { type: 'string', default: '9870' },
    speed: { type: 'string', default: '1' },
    pair: { type: 'boolean', default: false },
    tls: { type: 'string' },
    auth: { type: 'string' },
    control: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(usage)
else {
  const documents = await documentsOf(values.recording, Number(values.documents))
  const tls = certificateNames.find((name) => name === values.tls)
  if (tls !== values.tls)
    throw new Error(`wanted ${certificateNames.join(', ')} for --tls, got ${values.tls ?? ''}`)
  const pair = values.pair ? new HaPair('nn1') : undefined
  const port = Number(values.port)
  const nodes = new Map<string, ReplayingNameNode>()
  for (const [index, name] of ['nn1', 'nn2'].slice(0, pair === undefined ? 1 : 2).entries()) {
    const namenode = new ReplayingNameNode({
      documents,
      isPretty: true,
      isForgetful: true,
      speed: Number(values.speed),
      port: port === 0 ? 0 : port + index,
      ...(tls !== undefined && { tls }),
      ...logInRule(values.auth),
      ...(pair !== undefined && { node: { name, pair } }),
    })
    await namenode.start()
    nodes.set(name, namenode)
    console.log(`${name} at ${namenode.url}`)
  }
  if (values.control !== undefined) {
    const server = await startControl(Number(values.control), { nodes, pair })
    const bound = server.address()
    console.log(`control at http://127.0.0.1:${String(typeof bound === 'object' ? bound?.port : bound)}`)
  }
}
