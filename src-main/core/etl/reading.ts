// First half of the ETL: one /jmx document → one reading, the numbers as the NameNode served them.
import { type Beans, type JmxDocument, beansByName, numberOf } from './document.ts'
import { type Identity, identityOf } from './identity.ts'
import { type BeanByRole, beansByRole, collectorsTime } from './roles.ts'
import { roleSlots, slotCount, slotOf } from './slots.ts'

export interface Reading {
  /** When the document was taken, epoch ms. */
  readonly time: number
  readonly identity: Identity
  /** One number per slot of slots.ts, as served; NaN where the attribute is absent. */
  readonly served: Float64Array
}

const gcTimeSlot = slotOf('JvmMetrics', 'GcTimeMillis')

function servedNumbers(beans: Beans, roles: BeanByRole): Float64Array {
  const served = new Float64Array(slotCount).fill(Number.NaN)
  for (const { role, first, attributes } of roleSlots) {
    const bean = roles[role]
    if (bean === undefined) continue
    let slot = first
    for (const attribute of attributes) {
      served[slot] = numberOf(bean, attribute)
      slot += 1
    }
  }
  // Some JVMs and trimmed dumps lack JvmMetrics' sum: java.lang's own beans have the same time.
  if (Number.isNaN(served[gcTimeSlot] ?? 0)) served[gcTimeSlot] = collectorsTime(beans)
  return served
}

/** Reads a document. Never throws: what is absent or no number is NaN. */
export function readingOf(document: JmxDocument, time: number): Reading {
  const beans = beansByName(document)
  const identity = identityOf(beans)
  return { time, identity, served: servedNumbers(beans, beansByRole(beans, identity.clientPort)) }
}
