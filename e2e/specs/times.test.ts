// Times as people type them: epoch ms, ISO 8601, local time of the machine's zone.
import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { Analysis } from '../../src-shared/contract/analysis.ts'
import { lightBaseline, lightFile, lightWindow } from '../light-recording.ts'
import { runNnad } from '../nnad-command.ts'
import { scratchFolder } from '../scratch-folder.ts'

const folder = scratchFolder()
const data = path.join(folder.path, 'data')

before(async () => {
  await runNnad(['import', lightFile, '--data', data])
  const trained = await runNnad(['train', '--data', data, '--baseline', lightBaseline.text, '--epochs', '1'])
  assert.equal(trained.code, 0, trained.stderr)
})
after(() => folder.remove())

/** 15:50:00 to 15:51:02 UTC, in several zones. */
const forms: readonly (readonly [title: string, zone: string, window: string])[] = [
  ['epoch milliseconds', 'America/New_York', '1795362600000..1795362662000'],
  ['ISO 8601 in UTC', 'America/New_York', '2026-11-22T15:50:00Z..2026-11-22T15:51:02.000Z'],
  ['ISO 8601 with an offset', 'Asia/Kolkata', '2026-11-22T16:50:00+01:00..2026-11-22T21:21:02+0530'],
  ['local time in New York', 'America/New_York', '2026-11-22 10:50:00..2026-11-22 10:51:02'],
  ['local time in Kolkata', 'Asia/Kolkata', '2026-11-22 21:20:00..2026-11-22 21:21:02'],
  ['local time with T, spaces around', 'America/New_York', ' 2026-11-22T10:50:00 .. 2026-11-22T10:51:02 '],
  ['two forms mixed', 'America/New_York', '2026-11-22 10:50..1795362662000'],
]

describe('times', { concurrency: 2 }, () => {
  for (const [title, zone, window] of forms) {
    test(`${title} (${zone})`, async () => {
      const outcome = await runNnad(['analyze', '--data', data, '--window', window, '--json', '-'], {
        env: { TZ: zone },
      })
      assert.equal(outcome.code, 0, outcome.stderr)
      const analysis = Analysis.parse(JSON.parse(outcome.stdout))
      assert.deepEqual(analysis.window, { from: lightWindow.from, to: lightWindow.to })
      assert.equal(analysis.rows, 60)
    })
  }

  test('text has times of the zone, and its name', async () => {
    const outcome = await runNnad(['analyze', '--data', data, '--window', lightWindow.text], {
      env: { TZ: 'America/New_York' },
    })
    assert.match(outcome.stdout, /^Window {5}2026-11-22 10:50:00 to 2026-11-22 10:51:02: 60 rows$/m)
    assert.match(outcome.stdout, /^Times {6}America\/New_York$/m)
  })
})
