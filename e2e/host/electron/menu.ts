// `Menu`: nothing is drawn; the test chooses items by their ids.
import { onOrder } from '../control.ts'

interface Item {
  readonly id?: string
  readonly click?: (...values: never) => void
  readonly submenu?: readonly Item[] | object
}

const isList = (value: unknown): value is readonly Item[] => Array.isArray(value)

const withInner = (item: Item): readonly Item[] => [
  item,
  ...(isList(item.submenu) ? item.submenu.flatMap(withInner) : []),
]

const offered = new Map<'app' | 'tray', readonly Item[]>()
onOrder((order) => {
  if (order.type !== 'choose-menu') return
  const item = [...offered.values()].flat().find(({ id }) => id === order.id)
  if (item?.click === undefined) console.error(`stand-in: no menu item "${order.id}"`)
  else Reflect.apply(item.click, undefined, [])
})

export class OfferedMenu {
  readonly items: readonly Item[]

  constructor(template: readonly Item[]) {
    this.items = template.flatMap(withInner)
  }
}

/** Makes a menu one that a person can choose from. */
export function offerMenu(where: 'app' | 'tray', menu: OfferedMenu | null): void {
  offered.set(where, menu?.items ?? [])
}

export const Menu = {
  buildFromTemplate: (template: readonly Item[]): OfferedMenu => new OfferedMenu(template),
  setApplicationMenu: (menu: OfferedMenu | null): void => offerMenu('app', menu),
}
