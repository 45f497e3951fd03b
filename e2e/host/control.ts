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

/** The frame that a message is said to come from; null where it has gone meanwhile. */
const Frame = z.object({ url: z.string(), isMain: z.boolean() }).nullable()
export type Frame = z.infer<typeof Frame>

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() })

/** From the stand-in: where the window is. */
export const WindowNotice = z.object({ type: z.literal('window'), bounds: Bounds, isMaximized: z.boolean() })

/** From the stand-in: an order has been carried out, as far as it is at once. */
export const Taken = z.object({ type: z.literal('taken') })

/** From the test: it looks; what the next dialogs answer; an item of a menu that a person chooses; a click on
 * the latest message on the desktop; what message boxes are answered; a person closes or moves the window; the computer sleeps; a link or a file that macOS has the app open. */
export const Order = z.discriminatedUnion('type', [
  z.object({ type: z.literal('looking') }),
  z.object({ type: z.literal('choose-files'), paths: z.array(z.string()) }),
  z.object({ type: z.literal('choose-menu'), id: z.string() }),
  z.object({ type: z.literal('click-notification') }),
  // What the system says against messages from now on; null: nothing, it shows them; left out: it does not tell.
  z.object({ type: z.literal('refuse-notifications'), error: z.string().nullable().optional() }),
  z.object({ type: z.literal('answer-message'), button: z.string(), isChecked: z.boolean() }),
  z.object({ type: z.literal('close-window') }),
  z.object({ type: z.literal('move-window'), bounds: Bounds, isMaximized: z.boolean() }),
  z.object({ type: z.literal('tell-window') }),
  z.object({ type: z.literal('power'), event: z.enum(['suspend', 'resume', 'shutdown']) }),
  z.object({ type: z.literal('open-url'), url: z.string() }),
  z.object({ type: z.literal('open-file'), path: z.string() }),
  // The page's process ends, the page hangs or comes back; an error reaches nobody in the app's process.
  z.object({ type: z.literal('crash-page') }),
  z.object({ type: z.literal('hang'), isHanging: z.boolean() }),
  z.object({ type: z.literal('fail'), how: z.enum(['throw', 'reject']), message: z.string() }),
  // Of judge.ts: what was made, with its answers to these permissions; ports with a call, sent as a frame would.
  z.object({ type: z.literal('tell-made'), permissions: z.array(z.string()) }),
  z.object({ type: z.literal('send-ports'), frame: Frame, call: z.unknown() }),
])
export type Order = z.infer<typeof Order>

const takers = new Set<(order: Order) => void>()

process.on('message', (message) => {
  const order = Order.safeParse(message)
  if (!order.success) return
  for (const take of takers) take(order.data)
  tell({ type: 'taken' } satisfies z.infer<typeof Taken>)
})

/** Hears the test's orders. */
export function onOrder(take: (order: Order) => void): void {
  takers.add(take)
}

/** What is printed when a page that was loaded again is there. */
export const loadedAgainLine = 'stand-in: the page was loaded again'

/** Tells the test something: a notice with its `type`. */
export function tell(notice: object): void {
  process.send?.(notice)
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
