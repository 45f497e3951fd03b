// Names as people sort them: numbers in them by value, so that 2 comes before 10.

const longestNumber = 20

/** The items by `name`, runs of digits compared as numbers; the same everywhere, whatever the locale. */
export function sortNaturally<Item>(items: readonly Item[], name: (item: Item) => string): readonly Item[] {
  const keyed = items.map((item) => ({
    item,
    key: name(item).replace(/\d+/g, (digits) => digits.padStart(longestNumber, '0')),
  }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ item }) => item)
}
