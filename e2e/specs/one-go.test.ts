// `nnad analyze PATH`: from a dump to incidents in one go, nothing left behind; the JSON against its schema.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext, describe } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Analysis } from '../../src-shared/contract/analysis.ts'
import { lightBaseline, lightFile, lightWindow } from '../light-recording.ts'
import { runNnad, startNnad, until } from '../nnad-command.ts'
import { recordingsFolder, temporaryFolder } from '../recordings.ts'

/** A home and a folder for temporary files, both empty. */
function freshPlaces(context: TestContext): { temporary: string; home: string; env: Record<string, string> } {
  const folder = temporaryFolder(context)
  const [temporary, home] = [path.join(folder, 'tmp'), path.join(folder, 'home')]
  mkdirSync(temporary)
  mkdirSync(home)
  const env = { TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  return { temporary, home, env: { ...env, HOME: home, XDG_CONFIG_HOME: home, APPDATA: home } }
}

/** What the schema cannot say. */
function checkAnalysis(analysis: Analysis): void {
  const { window, windows, incidents, model } = analysis
  assert.ok(windows.length > 20)
  assert.ok(incidents.length > 0, 'a threshold this low is passed')
  const isWithin = (time: number): boolean =>
    Number.isInteger(time) && time >= window.from && time <= window.to
  const ordered = (values: readonly number[]): number[] => values.toSorted((left, right) => left - right)
  const starts = windows.map(({ start }) => start)
  assert.deepEqual(starts, ordered(starts))
  for (const one of windows) {
    // A score of last rows looks back at rows before the window, one of whole windows does not.
    assert.ok(model.profile === 'default' || isWithin(one.start))
    assert.ok(isWithin(one.end) && one.start < one.end)
    assert.equal(one.flagged, one.score > model.threshold)
  }
  const peaks = incidents.map(({ peak }) => -peak)
  assert.deepEqual(peaks, ordered(peaks))
  for (const incident of incidents) {
    assert.ok(isWithin(incident.start) && isWithin(incident.end) && incident.start <= incident.end)
    const shares = incident.metrics.map(({ contribution }) => -contribution)
    assert.deepEqual(shares, ordered(shares))
    const sum = shares.reduce((total, share) => total - share, 0)
    assert.ok(Math.abs(sum - 1) <= 1e-6, `contributions sum to ${sum}`)
    for (const { peakAt } of incident.metrics) assert.ok(peakAt === null || isWithin(peakAt))
  }
}

const slowSync = path.join(recordingsFolder, 'slow-sync-3.4.jsonl.zst')
const slowSyncTimes = [
  '--baseline',
  '1795363008000..1795363083000',
  '--window',
  '1795363083000..1795363174000',
]

describe('in one go', { concurrency: 2 }, () => {
  const lightTimes = ['--baseline', lightBaseline.text, '--window', lightWindow.text]
  for (const [file, profile, times] of [
    [slowSync, 'default', slowSyncTimes],
    [lightFile, 'original', [...lightTimes, '--threshold', '0.02']],
  ] as const) {
    test(`${path.basename(file)}, profile ${profile}, in one go: JSON as its schema says, sums and orders hold, nothing is left`, async (context) => {
      const { temporary, home, env } = freshPlaces(context)
      const schema = await runNnad(['analyze', '--schema'])
      const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(schema.stdout) as object)
      const outcome = await runNnad(
        ['analyze', file, ...times, '--epochs', '3', '--profile', profile, '--json', '-'],
        { env },
      )
      assert.equal(outcome.code, 0, outcome.stderr)
      assert.equal(outcome.stderr, '')
      const json: unknown = JSON.parse(outcome.stdout)
      assert.ok(validate(json), JSON.stringify(validate.errors))
      checkAnalysis(Analysis.parse(json))
      assert.deepEqual([readdirSync(temporary), readdirSync(home)], [[], []])
    })
  }

  test('of several sources one must be chosen, and nothing is left either', async (context) => {
    const { temporary, env } = freshPlaces(context)
    const args = ['analyze', lightFile, slowSync, ...slowSyncTimes, '--epochs', '1']
    const outcome = await runNnad(args, { env })
    assert.equal(outcome.code, 2)
    assert.match(outcome.stderr, /^nnad: The dump holds several sources: choose one with --source: .+\n$/)
    assert.deepEqual(readdirSync(temporary), [])
    const key = /\(([^)]+)\)/.exec(outcome.stderr)?.[1] ?? ''
    const chosen = await runNnad([...args, '--source', key], { env })
    assert.equal(chosen.code, 0, chosen.stderr)
    assert.deepEqual(readdirSync(temporary), [])
  })

  // An import holds a lock until it has ended; training follows at once.
  for (const [signal, when, pauseMs] of [
    ['SIGINT', 'while it imports', 0],
    ['SIGTERM', 'while it trains', 2500],
  ] as const) {
    test(`${signal} ${when} ends with 130, nothing is left`, async (context) => {
      const { temporary, home, env } = freshPlaces(context)
      const times = ['--baseline', lightBaseline.text, '--window', lightWindow.text, '--epochs', '10000']
      const running = startNnad(context, ['analyze', lightFile, ...times], { env })
      await until('an import', () =>
        readdirSync(temporary).some((name) =>
          readdirSync(path.join(temporary, name)).some((file) => file.startsWith('import.lock')),
        ),
      )
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      running.child.kill(signal)
      const outcome = await running.outcome
      assert.equal(outcome.code, 130, outcome.stderr)
      assert.match(outcome.stderr, /^nnad: .* was cancelled\.\n$/)
      assert.equal(outcome.stdout, '')
      assert.deepEqual([readdirSync(temporary), readdirSync(home)], [[], []])
    })
  }
})
