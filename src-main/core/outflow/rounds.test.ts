// What waits to be written: in order, bounded, with the ends of series.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type MetricSample, gauge } from './metric-family.ts'
import { Rounds } from './rounds.ts'
import { stale } from './write-request.ts'

const family = (...samples: readonly MetricSample[]) => [gauge('nnad_x', 'Help.', samples)]
const of = (count: number) =>
  family(...Array.from({ length: count }, (_, at): MetricSample => [{ at: String(at) }, at]))

test('a series that is gone ends once; what has no value is no series', () => {
  const rounds = new Rounds(100)
  rounds.add(family([{ a: '1' }, 5], [{ a: '2' }, 6], [{ a: '3' }, null]), { job: 'nnad' }, 10)
  rounds.add(family([{ a: '1' }, 7]), { job: 'nnad' }, 20)
  rounds.add(family([{ a: '1' }, 8]), { job: 'nnad' }, 30)
  const labels = (a: string) => ({ a, job: 'nnad', __name__: 'nnad_x' })
  const shown = rounds
    .first(100)
    .map((round) => round.map(({ series, value, time }) => ({ labels: series.labels, value, time })))
  assert.deepEqual(shown, [
    [
      { labels: labels('1'), value: 5, time: 10 },
      { labels: labels('2'), value: 6, time: 10 },
    ],
    [
      { labels: labels('1'), value: 7, time: 20 },
      { labels: labels('2'), value: stale, time: 20 },
    ],
    [{ labels: labels('1'), value: 8, time: 30 }],
  ])
})

test('the oldest rounds go where there are too many, and are told', () => {
  const rounds = new Rounds(10)
  assert.equal(rounds.add(of(4), {}, 1), 0)
  assert.equal(rounds.add(of(4), {}, 2), 0)
  assert.equal(rounds.add(of(4), {}, 3), 4)
  assert.equal(rounds.size, 8)
  assert.deepEqual(
    rounds.first(100).map((round) => round[0]?.time),
    [2, 3],
  )
  assert.equal(rounds.add(of(40), {}, 4), 8)
  assert.equal(rounds.size, 40)
})

test('whole rounds are taken, at least one, and forgotten only where they still wait', () => {
  const rounds = new Rounds(10)
  rounds.add(of(3), {}, 1)
  rounds.add(of(3), {}, 2)
  rounds.add(of(3), {}, 3)
  const taken = rounds.first(7)
  assert.equal(taken.length, 2)
  assert.equal(rounds.first(1).length, 1)
  // While they were being sent the oldest had to go.
  rounds.add(of(3), {}, 4)
  rounds.forget(taken)
  assert.deepEqual(
    rounds.first(100).map((round) => round[0]?.time),
    [3, 4],
  )
  rounds.clear()
  assert.deepEqual([rounds.size, rounds.first(5)], [0, []])
})
