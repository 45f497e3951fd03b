// Every usual way to write a time, in records and in file names.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { epochTime, nameTime, valueTime } from './time-text.ts'

const utc = Date.UTC(2026, 1, 24, 21, 0, 0)
const local = new Date(2026, 1, 24, 21, 0, 0).getTime()

test('epoch numbers of any unit, as numbers and as texts', () => {
  for (const perMs of [1e-3, 1, 1e3, 1e6]) {
    assert.equal(valueTime(utc * perMs), utc)
    assert.equal(valueTime(String(utc * perMs)), utc)
  }
  assert.equal(valueTime(1771966800.25), 1771966800250)
  for (const value of [0, -1, 7, 4e9 * 1.1, Number.NaN, null, '12', {}])
    assert.equal(valueTime(value), undefined)
})

test('a plausible time survives each unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 0, 1) }), (ms) => {
      assert.equal(epochTime(ms), ms)
      assert.equal(epochTime(ms / 1000), ms)
      assert.equal(valueTime(new Date(ms).toISOString()), ms)
    }),
  )
})

test('ISO 8601 and its relatives; the local zone where none is given', () => {
  for (const text of [
    '2026-02-24T21:00:00Z',
    '2026-02-24T21:00:00.000Z',
    '2026-02-24T22:00:00+0100',
    '20260224T210000Z',
  ]) {
    assert.equal(valueTime(text), utc, text)
  }
  assert.equal(valueTime('2026-02-24T13:30:00-07:30'), utc)
  assert.equal(valueTime('2026-02-24 21:00:00,123'), local + 123)
  assert.equal(valueTime('2026-02-24T21:00:00.123456789'), local + 123)
  for (const text of ['2026-13-24T21:00:00Z', '1999-01-01T00:00:00Z', 'yesterday'])
    assert.equal(valueTime(text), undefined)
})

test('digits in names', () => {
  for (const name of [
    'nn-20260224-210000.json',
    '2026-02-24T21_00_00.json',
    'jmx_2026-02-24_21-00-00.json.gz',
    '20260224210000',
    '202602242100.json',
    '2026-02-24/210000.json',
    'C:\\polls\\2026.02.24 21.00.json',
  ]) {
    assert.equal(nameTime(name), local, name)
  }
  assert.equal(nameTime('x-20260224T210000Z.json'), utc)
  assert.equal(nameTime('x-2026-02-24T21:00:00.500Z.json'), utc + 500)
  assert.equal(nameTime(`poll-${utc}.json`), utc)
  assert.equal(nameTime(`/data/${utc / 1000}.json`), utc)
  for (const name of [
    '0001.json',
    'day-a.jsonl',
    '20260224.json',
    '99999999999999999999.json',
    'nn3.4.3-9870.json',
  ]) {
    assert.equal(nameTime(name), undefined, name)
  }
})
