// `powerMonitor`: the computer sleeps, wakes and ends as the test says.
import { EventEmitter } from 'node:events'
import { onOrder } from '../control.ts'
import { preventable } from './events.ts'

export const powerMonitor = new EventEmitter()

onOrder((order) => {
  if (order.type === 'power') powerMonitor.emit(order.event, preventable({}))
})
