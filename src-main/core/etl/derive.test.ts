// The ETL's step by step on small polls made by hand: gates, weights, rates, breaks and repeats.
import assert from 'node:assert/strict'
import test from 'node:test'
import { type BeanParts, cellOf, derivedFrom, process343, readingAt } from './fixtures/polls.ts'
import { status } from './sample.ts'

const operations = (attributes: Readonly<Record<string, unknown>>): BeanParts => ({
  RpcDetailedActivityForPort8020: attributes,
})
const version = (text: string): BeanParts => ({
  NameNodeInfo: { ...process343['NameNodeInfo'], SoftwareVersion: text },
})
const startedAt = (time: number | undefined): BeanParts => ({ 'java.lang:type=Runtime': { StartTime: time } })
const state = (text: string | undefined): BeanParts => ({
  NameNodeStatus: { ...process343['NameNodeStatus'], State: text },
})
/** The cells of one column over several polls a second apart. */
function cellsOver(id: string, polls: readonly BeanParts[]): (readonly [number, number])[] {
  const { samples } = derivedFrom(polls.map((parts, index) => readingAt(index + 1, parts)))
  return samples.map((sample) => cellOf(sample, id))
}
/** The breaks of the samples of several polls a second apart; undefined for a poll without a sample. */
function breaksOver(polls: readonly BeanParts[]): unknown[] {
  const readings = polls.map((parts, index) => readingAt(index + 1, parts))
  return derivedFrom(readings).samples.map((sample) => sample?.break)
}
const starting: BeanParts = { RpcActivityForPort8020: {}, NameNodeInfo: {}, NameNodeStatus: {} }

test('the first sample: a start, no interval, gauges there, rates missing, means not yet known', () => {
  const [sample] = derivedFrom([
    readingAt(5, {
      ...operations({ CreateNumOps: 7, CreateAvgTime: 3 }),
      JvmMetrics: { ThreadsBlocked: 2, GcCount: 9 },
    }),
  ]).samples
  assert.ok(sample !== undefined)
  assert.deepEqual(
    [sample.time, sample.break, sample.interval, sample.haState, sample.safeMode],
    [1_005_000, 'start', NaN, 'active', false],
  )
  assert.deepEqual(cellOf(sample, 'ThreadsBlocked'), [2, status.ok])
  assert.deepEqual(cellOf(sample, 'GcCount'), [NaN, status.missing])
  assert.deepEqual(cellOf(sample, 'CreateAvgTime'), [3, status.idle])
  assert.deepEqual(cellOf(sample, 'DeleteAvgTime'), [NaN, status.missing])
})

test('a mean counts only where its own operations grew: 3.3 serves the old value, 3.4 serves 0, both are idle', () => {
  const polls = (text: string, whenIdle: number): BeanParts[] =>
    [
      { CreateNumOps: 7, CreateAvgTime: 3 },
      { CreateNumOps: 9, CreateAvgTime: 4 },
      { CreateNumOps: 9, CreateAvgTime: whenIdle, DeleteNumOps: 1 },
      { CreateNumOps: 10, CreateAvgTime: 5 },
    ].map((attributes) => ({ ...version(text), ...operations(attributes) }))
  for (const text of ['2.10.2', '3.3.6'])
    assert.deepEqual(cellsOver('CreateAvgTime', polls(text, 4)).slice(1), [
      [4, status.ok],
      [4, status.idle],
      [5, status.ok],
    ])
  assert.deepEqual(cellsOver('CreateAvgTime', polls('3.4.3', 0)).slice(1), [
    [4, status.ok],
    [0, status.idle],
    [5, status.ok],
  ])
})

test('operations with a mean of 0 are ambiguous from 3.4 on, and below a unit before', () => {
  const last = (text: string): unknown =>
    cellsOver(
      'CreateAvgTime',
      [1, 2].map((count) => ({ ...version(text), ...operations({ CreateNumOps: count, CreateAvgTime: 0 }) })),
    )[1]
  for (const text of ['3.4.0', '3.4.3', '3.10.0', '4.0.0-alpha1'])
    assert.deepEqual(last(text), [0, status.ambiguous], text)
  for (const text of ['2.7.2', '2.10.2', '3.3.6', 'trunk']) assert.deepEqual(last(text), [0, status.ok], text)
})

test('an operation that appears for the first time has been called', () => {
  const polls = [operations({ DeleteNumOps: 1 }), operations({ ConcatNumOps: 2, ConcatAvgTime: 6 })]
  assert.deepEqual(cellsOver('ConcatAvgTime', polls), [
    [NaN, status.missing],
    [6, status.ok],
  ])
})

test('Rename is the mean of Rename and Rename2 by their calls', () => {
  const rename = (calls: number, mean: number, calls2: number, mean2: number): BeanParts =>
    operations({ RenameNumOps: calls, RenameAvgTime: mean, Rename2NumOps: calls2, Rename2AvgTime: mean2 })
  const polls = [
    rename(10, 1, 20, 1),
    rename(13, 4, 25, 12), // (3 · 4 + 5 · 12) / 8 = 9
    rename(13, 4, 27, 30),
    rename(14, 7, 27, 30),
    {
      ...rename(14, 7, 27, 30),
      ...operations({
        RenameNumOps: 14,
        RenameAvgTime: 7,
        Rename2NumOps: 27,
        Rename2AvgTime: 30,
        Other: 1,
        DeleteNumOps: 1,
      }),
    },
  ]
  assert.deepEqual(cellsOver('RenameAvgTime', polls).slice(1), [
    [9, status.ok],
    [30, status.ok],
    [7, status.ok],
    [7, status.idle],
  ])
})

test('Rename2 alone is a Rename', () => {
  const polls = [
    operations({ DeleteNumOps: 1 }),
    operations({ Rename2NumOps: 4, Rename2AvgTime: 2.5 }),
    operations({ Rename2NumOps: 4, Rename2AvgTime: 2.5, CreateNumOps: 1 }),
  ]
  assert.deepEqual(cellsOver('RenameAvgTime', polls), [
    [NaN, status.missing],
    [2.5, status.ok],
    [2.5, status.idle],
  ])
})

test('a count without a mean is no value', () => {
  const polls = [
    operations({ RenameNumOps: 1, Rename2NumOps: 1, Rename2AvgTime: 5 }),
    operations({ RenameNumOps: 3, Rename2NumOps: 1, Rename2AvgTime: 5 }),
  ]
  assert.deepEqual(cellsOver('RenameAvgTime', polls)[1], [NaN, status.missing])
})

test('counters are rates by the second; one that falls without a restart is none', () => {
  const readings = [
    [0, 100],
    [2.5, 150],
    [4.5, 120],
    [5.5, 121],
  ].map(([seconds = 0, gc]) => readingAt(seconds + 1, { JvmMetrics: { GcTimeMillis: gc } }))
  const cells = derivedFrom(readings).samples.map((sample) => cellOf(sample, 'GcTimeMillis'))
  assert.deepEqual(cells, [
    [NaN, status.missing],
    [20, status.ok],
    [NaN, status.missing],
    [1, status.ok],
  ])
})

test('numbers that overflow are no value', () => {
  const counters = [-1e308, 1e308].map((gc) => ({ JvmMetrics: { GcTimeMillis: gc } }))
  assert.deepEqual(cellsOver('GcTimeMillis', counters)[1], [NaN, status.missing])
  const means = [1, 9].map((count) => operations({ CreateNumOps: count, CreateAvgTime: 1e308 }))
  assert.deepEqual(cellsOver('CreateAvgTime', means)[1], [NaN, status.missing])
})

test('the interval is the time since the sample before', () => {
  const { samples } = derivedFrom([readingAt(1), readingAt(3.5), readingAt(4)])
  assert.deepEqual(
    samples.map((sample) => sample?.interval),
    [NaN, 2.5, 0.5],
  )
})

test('another start time is a restart: rates, means and interval begin anew', () => {
  const parts = { ...operations({ CreateNumOps: 50, CreateAvgTime: 2 }), JvmMetrics: { GcCount: 900 } }
  const { samples } = derivedFrom([
    readingAt(1, { ...parts, JvmMetrics: { GcCount: 899 } }),
    readingAt(2, parts),
    readingAt(3, { ...parts, ...startedAt(2000), JvmMetrics: { GcCount: 901 } }),
    readingAt(4, { ...parts, ...startedAt(2000), JvmMetrics: { GcCount: 905 } }),
  ])
  assert.deepEqual(
    samples.map((sample) => [sample?.break, sample?.interval, cellOf(sample, 'GcCount')[0]]),
    [
      ['start', NaN, NaN],
      [null, 1, 1],
      ['restart', NaN, NaN],
      [null, 1, 4],
    ],
  )
  assert.deepEqual(
    cellOf(samples[2], 'CreateAvgTime'),
    [2, status.idle],
    'not compared with the process before',
  )
})

test('a restart is found across polls of a NameNode that starts, by whichever start time is served', () => {
  const info = (started: number): BeanParts => ({
    ...startedAt(undefined),
    NameNodeInfo: { ...process343['NameNodeInfo'], NNStartedTimeInMillis: started },
  })
  const silent = { ...starting, ...startedAt(undefined) }
  assert.deepEqual(breaksOver([info(5), silent, silent, info(9)]), ['start', undefined, undefined, 'restart'])
  assert.deepEqual(breaksOver([info(5), silent, silent, info(5)]), ['start', undefined, undefined, null])
  assert.deepEqual(breaksOver([{}, { ...starting, ...startedAt(2000) }, startedAt(2000), startedAt(2000)]), [
    'start',
    undefined,
    'restart',
    null,
  ])
})

test('a restart as another version or in another state is a restart, whatever is told first', () => {
  const silent = { ...starting, ...startedAt(2000) }
  const upgraded = { ...startedAt(2000), ...version('3.4.9') }
  assert.deepEqual(breaksOver([{}, silent, upgraded, upgraded]), ['start', undefined, 'restart', null])
  const standby = { ...startedAt(2000), ...state('standby') }
  assert.deepEqual(breaksOver([{}, silent, standby, standby]), ['start', undefined, 'restart', null])
})

test('a poll without the Runtime bean is no restart, although NameNodeInfo gives a later start', () => {
  const info = { NameNodeInfo: { ...process343['NameNodeInfo'], NNStartedTimeInMillis: 4556 } }
  assert.deepEqual(breaksOver([info, { ...info, ...startedAt(undefined) }, info, info]), [
    'start',
    null,
    null,
    null,
  ])
  assert.deepEqual(breaksOver([{}, startedAt(undefined), startedAt(2000)]), ['start', null, 'restart'])
})

test('without any start time a restart is RPC calls counted down, also across polls without RPC', () => {
  const calls = (count: number): BeanParts => ({
    ...startedAt(undefined),
    RpcActivityForPort8020: { RpcProcessingTimeNumOps: count },
  })
  const silent = { ...starting, ...startedAt(undefined) }
  assert.deepEqual(breaksOver([calls(7), calls(9), calls(2), calls(3)]), ['start', null, 'restart', null])
  assert.deepEqual(breaksOver([calls(7), silent, calls(2), calls(9)]), ['start', undefined, 'restart', null])
})

test('with a start time, calls counted down are no restart', () => {
  const calls = (count: number): BeanParts => ({ RpcActivityForPort8020: { RpcProcessingTimeNumOps: count } })
  assert.deepEqual(breaksOver([calls(7), calls(2)]), ['start', null])
})

test('a change of the HA state is a break, a silent document is not', () => {
  const polls = ['active', 'standby', undefined, 'standby', undefined, 'active', 'observer'].map(state)
  assert.deepEqual(breaksOver(polls), ['start', 'ha-change', null, null, null, 'ha-change', 'ha-change'])
})

test('another version is a break, a document without one is not', () => {
  const unknown = { NameNodeInfo: {} }
  const polls = [version('3.4.1'), unknown, version('3.4.1'), unknown, version('3.4.3'), version('3.4.3')]
  assert.deepEqual(breaksOver(polls), ['start', null, null, null, 'version-change', null])
})

test('a break at a poll without a sample is carried to the next sample', () => {
  const copy = { RpcActivityForPort8020: { RpcProcessingTimeNumOps: 2 }, JvmMetrics: { MemHeapUsedM: 2 } }
  const polls = [{}, copy, { ...copy, ...state('standby') }, state('standby'), state('standby')]
  assert.deepEqual(breaksOver(polls), ['start', null, undefined, 'ha-change', null])
})

test('a poll whose RpcActivity repeats makes no row; the next rate spans both', () => {
  const at = (seconds: number, rpc: number, gc: number) =>
    readingAt(seconds, {
      RpcActivityForPort8020: { RpcProcessingTimeNumOps: rpc },
      JvmMetrics: { GcCount: gc, MemHeapUsedM: gc },
    })
  const { samples } = derivedFrom([at(1, 10, 5), at(2, 20, 6), at(3, 20, 6), at(4, 50, 12)])
  assert.deepEqual(
    samples.map((sample) => sample?.interval),
    [NaN, 1, undefined, 2],
  )
  assert.deepEqual(cellOf(samples[3], 'RpcProcessingTimeNumOps'), [15, status.ok])
  assert.deepEqual(cellOf(samples[3], 'GcCount'), [3, status.ok])
})

test('a bean that repeats has no new values, the others of the poll do', () => {
  const at = (seconds: number, heap: number, gc: number) =>
    readingAt(seconds, { JvmMetrics: { MemHeapUsedM: heap, GcCount: gc, ThreadsBlocked: heap } })
  const { samples } = derivedFrom([at(1, 1, 5), at(2, 2, 6), at(3, 2, 6), at(4, 4, 12)])
  assert.deepEqual(cellOf(samples[2], 'ThreadsBlocked'), [2, status.repeated])
  assert.deepEqual(cellOf(samples[2], 'GcCount'), [NaN, status.missing])
  assert.deepEqual(cellOf(samples[2], 'RpcProcessingTimeNumOps'), [1, status.ok])
  assert.deepEqual(cellOf(samples[3], 'GcCount'), [3, status.ok], 'over the two seconds since it was new')
})

test('a bean unchanged over two refreshes of JvmMetrics is idle, not repeated, and stays so', () => {
  const cells = cellsOver(
    'GetGroupsAvgTime',
    Array.from({ length: 5 }, () => ({ UgiMetrics: { GetGroupsNumOps: 4, GetGroupsAvgTime: 9 } })),
  )
  const states = cells.map(([, one]) => one)
  assert.deepEqual(states, [status.idle, status.repeated, status.idle, status.idle, status.idle])
})

test('an unchanged bean is a copy for as long as JvmMetrics is one too', () => {
  const ugi = { UgiMetrics: { GetGroupsNumOps: 4, GetGroupsAvgTime: 9 }, JvmMetrics: { MemHeapUsedM: 3 } }
  const states = cellsOver('GetGroupsAvgTime', [ugi, ugi, ugi, ugi]).map(([, one]) => one)
  assert.deepEqual(states, [status.idle, status.repeated, status.repeated, status.repeated])
})

test('beans computed at each request are never copies', () => {
  const live = { FSNamesystemState: { FsLockQueueLength: 3 } }
  assert.deepEqual(cellsOver('FsLockQueueLength', [live, live, live]), [
    [3, status.ok],
    [3, status.ok],
    [3, status.ok],
  ])
})

test('the service port’s metrics are signals of their own', () => {
  const service = (calls: number, mean: number): BeanParts => ({
    RpcActivityForPort8022: { RpcProcessingTimeNumOps: calls, RpcProcessingTimeAvgTime: mean },
    RpcDetailedActivityForPort8022: { SendHeartbeatNumOps: calls * 2, CreateNumOps: 1, CreateAvgTime: 5 },
  })
  const polls = [service(10, 7), service(14, 8)]
  assert.deepEqual(cellsOver('RpcProcessingTimeAvgTime@service', polls)[1], [8, status.ok])
  assert.deepEqual(cellsOver('RpcProcessingTimeAvgTime', polls)[1], [1, status.ok])
  assert.deepEqual(cellsOver('SendHeartbeatNumOps@service', polls)[1], [8, status.ok])
  assert.deepEqual(cellsOver('SendHeartbeatNumOps', polls)[1], [NaN, status.missing])
  assert.deepEqual(cellsOver('CreateAvgTime', polls)[1], [NaN, status.missing])
})

test('safe mode and state are the poll’s own', () => {
  const safe = { NameNodeInfo: { ...process343['NameNodeInfo'], Safemode: 'Safe mode is ON.' } }
  const { samples } = derivedFrom([readingAt(1, { ...safe, ...state('standby') }), readingAt(2)])
  assert.deepEqual(
    samples.map((sample) => [sample?.safeMode, sample?.haState]),
    [
      [true, 'standby'],
      [false, 'active'],
    ],
  )
})
