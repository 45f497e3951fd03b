// What other programs ask to watch nnad itself: /healthz, whether it is well, and /metrics, its numbers for Prometheus.
import { DeclaredError } from '../../src-shared/errors.ts'
import type { ApiContext } from './context.ts'
import { metricsText, metricsType } from './metrics-text.ts'

/** Asked without a token: it says nothing but whether. */
export const healthPath = '/healthz'
export const metricsPath = '/metrics'

export interface ProbeAnswer {
  readonly status: number
  readonly type: string
  readonly text: string
}

function isWell({ services, core }: ApiContext): boolean {
  const { disk } = services.monitoring.status()
  if (!disk.canStore) core.host.log(disk.message ?? `The disk is ${disk.state}`)
  return disk.canStore
}

/** 200 while the database answers and can be written, else 503; why is in the log. */
export function health(context: ApiContext): ProbeAnswer {
  let ok = false
  try {
    ok = isWell(context)
  } catch (error) {
    // While data moves nothing is wrong, there is only nobody to answer.
    if (!(error instanceof DeclaredError && error.code === 'BUSY'))
      context.core.host.log('Not healthy', error)
  }
  return { status: ok ? 200 : 503, type: 'text/plain; charset=utf-8', text: ok ? 'ok\n' : 'not ok\n' }
}

/** The numbers of now. Throws what the services throw. */
export async function metrics({ services }: ApiContext): Promise<ProbeAnswer> {
  return { status: 200, type: metricsType, text: metricsText(await services.outflow.families()) }
}
