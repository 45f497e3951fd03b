// A process of NameNodes that play a recording: its work burdens nobody whose memory or time is measured.
import { z } from 'zod'
import { recordedDocuments } from '../recordings.ts'
import { documentTexts, isCopy } from './bean-texts.ts'
import { type Ask, type Opening, personaOf } from './namenodes.ts'
import { NumberedNameNode } from './numbered-namenode.ts'

const opening = JSON.parse(z.string().parse(process.argv[2])) as Opening
const recorded = await recordedDocuments(opening.recording, opening.documents)
// The recordings hold repeats of their own (the JMX cache): what is repeated here is to be by order alone.
const documents = recorded
  .map(({ jmx }) => documentTexts(jmx))
  .filter((document, index, all) => index === 0 || !isCopy(document, all[index - 1]))
const nodes = Array.from({ length: opening.nodes }, (_, index) => {
  const start = opening.isSpread
    ? Math.floor((index * documents.length) / opening.nodes)
    : (opening.start ?? 0)
  // Serials of all nodes differ, so that a document tells whose it is.
  return new NumberedNameNode(documents, personaOf(opening, index), start, index * 10_000_000)
})
for (const node of nodes) await node.start()

async function answered({ node: index, call, behaviour }: Ask): Promise<unknown> {
  const node = nodes[index]
  if (node === undefined) throw new RangeError(`there is no node ${String(index)}`)
  if (call === 'change') node.change(behaviour ?? {})
  else if (call === 'restart') node.restart()
  else if (call === 'start') await node.start()
  else if (call === 'stop') await node.stop()
  else return call === 'polls' ? node.served.whole.length : node.served
  return null
}

process.on('message', (message) => {
  const ask = message as Ask & { readonly id: number }
  void answered(ask).then((value) => process.send?.({ id: ask.id, value }))
})
process.on('disconnect', () => process.exit())
process.send?.({ urls: nodes.map(({ url }) => url) })
