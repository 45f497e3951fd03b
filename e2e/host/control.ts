// What the stand-in and the test that started it say to each other, over Node's own channel between processes.
import { z } from 'zod'
import { configuration } from './configuration.ts'

/** From the stand-in: a window's page waits to be looked at before it loads. */
export const PageNotice = z.object({
  type: z.literal('page'),
  /** Where the browser takes other clients of the debugging protocol. */
  endpoint: z.string(),
  /** The browser's process. */
  browserPid: z.number(),
  targetId: z.string(),
})
export type PageNotice = z.infer<typeof PageNotice>

/** From the test: it looks; what the next dialogs answer; an item of the menu that a person chooses. */
export const Order = z.discriminatedUnion('type', [
  z.object({ type: z.literal('looking') }),
  z.object({ type: z.literal('choose-files'), paths: z.array(z.string()) }),
  z.object({ type: z.literal('choose-menu'), id: z.string() }),
])
export type Order = z.infer<typeof Order>

const takers = new Set<(order: Order) => void>()

process.on('message', (message) => {
  const order = Order.safeParse(message)
  if (order.success) for (const take of takers) take(order.data)
})

/** Hears the test's orders. */
export function onOrder(take: (order: Order) => void): void {
  takers.add(take)
}

let look: Promise<void> | undefined

/** Tells the test, where one watches, that there is a page, and waits until it looks. */
export function beLookedAt(notice: Omit<PageNotice, 'type'>): Promise<void> {
  const send = process.send?.bind(process)
  if (send === undefined || !configuration.isWatched) return Promise.resolve()
  look ??= new Promise((resolve) => {
    onOrder(({ type }) => {
      if (type === 'looking') resolve()
    })
    send({ type: 'page', ...notice } satisfies PageNotice)
  })
  return look
}
