import assert from 'node:assert/strict'
import test from 'node:test'
import { Tally } from './tally.js'

function tallyOf(failures, name = 'one') {
  const tally = new Tally()
  for (const [file, failed] of Object.entries(failures)) {
    Object.assign(tally.of(file), { passed: 2, failed })
    if (failed > 0) tally.of(file).remarks.push(`failed: ${name} (${file})`)
  }
  return tally
}

test('a file that passes the second time counts as passed, and is told', () => {
  const tally = tallyOf({ 'a.test.ts': 0, 'b.test.ts': 1 })
  assert.deepEqual(tally.toRepeat(), ['b.test.ts'])
  const second = new Tally()
  second.of('b.test.ts').passed = 3
  tally.repeat(second)
  assert.deepEqual(tally.sum(), {
    passed: 5,
    failed: 0,
    skipped: 0,
    remarks: ['flaky, passed when run again alone: one (b.test.ts)'],
  })
})

test('a file that fails again has failed, by what its second run says', () => {
  const tally = tallyOf({ 'a.test.ts': 2 })
  tally.repeat(tallyOf({ 'a.test.ts': 1 }, 'another'))
  assert.deepEqual(tally.sum(), {
    passed: 2,
    failed: 1,
    skipped: 0,
    remarks: ['failed: another (a.test.ts)'],
  })
})

test('nothing is run again where a check, a kill or many files failed, or the process of many', () => {
  const repeats = [
    { '': 1, 'a.test.ts': 1 },
    { 'live-kill.soak.test.ts': 1 },
    { '.ci/tests-together.js': 1 },
    { 'a.test.ts': 1, 'b.test.ts': 1, 'c.test.ts': 1, 'd.test.ts': 1 },
  ].map((failures) => tallyOf(failures).toRepeat())
  assert.deepEqual(repeats, [[], [], [], []])
  assert.deepEqual(tallyOf({ 'a.test.ts': 1, 'b.test.ts': 1, 'c.test.ts': 1 }).toRepeat().length, 3)
})
