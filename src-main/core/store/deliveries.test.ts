// Notifications that wait: which are due, and that old ones go.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type NewDelivery,
  endDelivery,
  getDelivery,
  insertDelivery,
  listDeliveries,
  nextDelivery,
} from './deliveries.ts'
import { temporaryStore } from './fixtures/temporary-store.ts'

const delivery = (own: Partial<NewDelivery> = {}): NewDelivery => ({
  channel: 'mail',
  incidentId: null,
  event: 'test',
  subject: 's',
  body: '{}',
  createdAt: 1000,
  state: 'waiting',
  attempts: 0,
  nextAt: 1000,
  error: null,
  ...own,
})

test('due is what its time has come for, and what was written before the clock was set back', (context) => {
  const { db } = temporaryStore(context)
  const hour = 3_600_000
  const ids = [1000, 1001, 1000 + hour, 1001 + hour, null].map((nextAt) =>
    insertDelivery(db, delivery({ nextAt })),
  )
  insertDelivery(db, delivery({ channel: 'webhook' }))
  const found = [1, 2, 3].map(() => {
    const id = nextDelivery(db, 'mail', 1000, hour)?.id
    if (id !== undefined) endDelivery(db, id, 'sent', null)
    return id
  })
  assert.deepEqual(found, [ids[0], ids[3], undefined])
})

test('the latest 5000 are kept, and whatever still waits', (context) => {
  const { db } = temporaryStore(context)
  const first = db.transaction(() => {
    const waiting = insertDelivery(db, delivery())
    for (let count = 0; count < 5001; count += 1)
      insertDelivery(db, delivery({ state: 'sent', nextAt: null }))
    return waiting
  })
  const ids = listDeliveries(db, 9999).map(({ id }) => id)
  assert.equal(ids.length, 5001)
  assert.deepEqual([ids.at(-1), ids.at(-2)], [first, first + 2])
  assert.equal(getDelivery(db, first).state, 'waiting')
})
