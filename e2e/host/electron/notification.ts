// `Notification`: nothing is drawn; what would have been is printed, and the test clicks on the latest.
import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions } from 'electron'
import { onOrder } from '../control.ts'

const shown: Notification[] = []
onOrder((order) => {
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
    shown.push(this)
    console.log(`stand-in: notification ${this.#title}`)
  }
}
