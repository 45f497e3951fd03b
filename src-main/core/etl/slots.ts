// Every attribute that a sample needs, read once per document into one array: a slot per bean role and attribute.
import type { BeanRole } from '../../../src-shared/metrics.ts'
import { columns } from '../../../src-shared/signals.ts'

export interface RoleSlots {
  readonly role: BeanRole
  /** First slot of the role; its attributes follow one another. */
  readonly first: number
  readonly attributes: readonly string[]
}

/** Slots that a column is computed from; -1 where it needs none. */
export interface ColumnSlots {
  readonly role: BeanRole
  readonly value: number
  readonly ops: number
  readonly joinedValue: number
  readonly joinedOps: number
}

const attributesByRole = new Map<BeanRole, Set<string>>()
for (const column of columns) {
  const wanted = attributesByRole.get(column.bean) ?? new Set<string>()
  for (const attribute of [column.attribute, column.ops, column.joined?.attribute, column.joined?.ops]) {
    if (attribute !== undefined) wanted.add(attribute)
  }
  attributesByRole.set(column.bean, wanted)
}

let next = 0
export const roleSlots: readonly RoleSlots[] = [...attributesByRole].map(([role, attributes]) => {
  const first = next
  next += attributes.size
  return { role, first, attributes: [...attributes] }
})

export const slotCount = next

/** The slot of an attribute in a role; -1 for none. */
export function slotOf(role: BeanRole, attribute: string | undefined): number {
  const slots = roleSlots.find((one) => one.role === role)
  const position = attribute === undefined ? -1 : (slots?.attributes.indexOf(attribute) ?? -1)
  return slots === undefined || position < 0 ? -1 : slots.first + position
}

export const columnSlots: readonly ColumnSlots[] = columns.map((column) => ({
  role: column.bean,
  value: slotOf(column.bean, column.attribute),
  ops: slotOf(column.bean, column.ops),
  joinedValue: slotOf(column.bean, column.joined?.attribute),
  joinedOps: slotOf(column.bean, column.joined?.ops),
}))
