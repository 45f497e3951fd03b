// A NameNode that is watched while a spec drives the screens: a recording replayed poll by poll, faster than it was.
import { setTimeout as wait } from 'node:timers/promises'
import type { FoundDocument } from '../../src-main/core/importer/found-document.ts'
import { ReplayingNameNode } from '../namenode/replaying-namenode.ts'
import type { CoreClient } from './core-client.ts'

/** Between two polls, s. */
const every = 0.02

export interface Watched extends AsyncDisposable {
  readonly namenode: ReplayingNameNode
  readonly sourceId: number
  /** Waits for so many more stored documents, then makes rows of them. */
  collect(count: number): Promise<void>
}

/** Watches a NameNode that answers each poll with the next of the documents; resolves when its source is known. */
export async function watched(core: CoreClient, documents: readonly FoundDocument[]): Promise<Watched> {
  const namenode = new ReplayingNameNode({ documents })
  await namenode.start()
  // Only on request: what a spec sees does not depend on when stages run.
  await core.settings.update({
    'scheduler.process_interval_seconds': 3600,
    'scheduler.inference_interval_minutes': 1440,
    'scheduler.retrain_cron': '',
  })
  const stored = async () => {
    const [watch] = await core.watches.list()
    return { sourceId: watch?.sourceId ?? null, documents: watch?.nodes[0]?.documents ?? 0 }
  }
  const until = async (count: number): Promise<number> => {
    for (;;) {
      const { sourceId, documents: now } = await stored()
      if (sourceId !== null && now >= count) return sourceId
      await wait(20)
    }
  }
  await core.watches.add({ name: 'lab', urls: [namenode.url], pollSeconds: every })
  const sourceId = await until(1)
  return {
    namenode,
    sourceId,
    collect: async (count) => {
      const { documents: before } = await stored()
      await until(before + count)
      await core.monitoring.run({ stage: 'process' })
    },
    [Symbol.asyncDispose]: () => namenode.stop(),
  }
}
