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

let items: readonly Item[] = []
onOrder((order) => {
  if (order.type !== 'choose-menu') return
  const item = items.find(({ id }) => id === order.id)
  if (item?.click === undefined) console.error(`stand-in: no menu item "${order.id}"`)
  else Reflect.apply(item.click, undefined, [])
})

class ApplicationMenu {
  readonly items: readonly Item[]

  constructor(template: readonly Item[]) {
    this.items = template.flatMap(withInner)
  }
}

export const Menu = {
  buildFromTemplate: (template: readonly Item[]): ApplicationMenu => new ApplicationMenu(template),
  setApplicationMenu: (menu: ApplicationMenu | null): void => {
    items = menu?.items ?? []
  },
}
