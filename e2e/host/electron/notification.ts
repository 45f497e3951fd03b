// `Notification`: nothing is drawn; what would have been is printed or fails on order, and the test clicks on the latest.
import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions } from 'electron'
import { onOrder } from '../control.ts'

const shown: Notification[] = []
/** What the system says against every message, until it is ordered otherwise; null: it shows them, undefined: it tells nothing. */
let refusal: string | null | undefined = null
onOrder((order) => {
  if (order.type === 'refuse-notifications') refusal = order.error
  if (order.type !== 'click-notification') return
  const latest = shown.at(-1)
  if (latest === undefined) console.error('stand-in: no notification')
  else latest.emit('click', {})
})

export class Notification extends EventEmitter {
  readonly #title: string

  static isSupported(): boolean {
    return true
  }

  constructor({ title = '' }: NotificationConstructorOptions) {
    super()
    this.#title = title
  }

  show(): void {
    if (typeof refusal === 'string') {
      this.emit('failed', {}, refusal)
      return
    }
    shown.push(this)
    console.log(`stand-in: notification ${this.#title}`)
    if (refusal === null) this.emit('show', {})
  }
}
