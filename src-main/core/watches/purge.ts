// Removed watches are forgotten at the next start, their secrets with them: until then a removal can be undone.
import { watchSecret } from '../../../src-shared/contract/secrets.ts'
import type { Host } from '../host.ts'
import type { WritableDatabase } from '../store/database.ts'
import { purgeWatches } from '../store/watches.ts'

/** Forgets a watch's secret where the host keeps any; one that cannot be forgotten is logged. */
export async function forgetSecret(host: Host, watchId: number): Promise<void> {
  if (!host.secrets.keeps) return
  const name = watchSecret(watchId)
  await host.secrets.remove(name).catch((error: unknown) => host.log(`The secret ${name} stays`, error))
}

/** Forgets what was removed before this start. */
export async function purgeRemoved(db: WritableDatabase, host: Host): Promise<void> {
  for (const id of purgeWatches(db)) await forgetSecret(host, id)
}
