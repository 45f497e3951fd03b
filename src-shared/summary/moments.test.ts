import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { momentOf } from './moments.ts'

const at = (text: string): number => Date.parse(`${text}Z`)

describe('momentOf', () => {
  it('leaves the date out within one day, adds it where the window crosses midnight of the zone', () => {
    const window = { from: at('2026-11-22T16:06:18'), to: at('2026-11-22T16:08:08') }
    assert.equal(momentOf({ window }, 'UTC')(at('2026-11-22T16:07:00')), '16:07:00')
    const crossing = { window: { from: at('2026-11-22T14:59:00'), to: at('2026-11-22T15:01:00') } }
    assert.equal(momentOf(crossing, 'Asia/Tokyo')(at('2026-11-22T15:00:30')), '2026-11-23 00:00:30')
  })

  it('writes the date of what began on another day', () => {
    const window = { from: at('2026-11-22T00:00:10'), to: at('2026-11-22T00:10:00') }
    assert.equal(momentOf({ window }, 'UTC')(at('2026-11-21T23:59:50')), '2026-11-21 23:59:50')
  })
})
