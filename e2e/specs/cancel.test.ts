// Ctrl+C on a data folder: 130, what was done before is kept whole, nothing unfinished stays.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import test, { describe } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { ImportSummary } from '../../src-shared/contract/imports.ts'
import { lightBaseline, lightFile, lightTimes } from '../light-recording.ts'
import { runNnad, startNnad, until } from '../nnad-command.ts'
import { recordingsFolder, temporaryFolder } from '../recordings.ts'
import { documentCount, knownModels } from '../store-contents.ts'

describe('Ctrl+C', { concurrency: 2 }, () => {
  test('in the midst of a training: no model, and the folder works on', async (context) => {
    const data = path.join(temporaryFolder(context), 'data')
    await runNnad(['import', lightFile, '--data', data])
    const training = ['train', '--data', data, '--baseline', lightBaseline.text]
    const running = startNnad(context, [...training, '--epochs', '10000'])
    await wait(2000)
    running.child.kill('SIGINT')
    const outcome = await running.outcome
    assert.deepEqual([outcome.code, outcome.stdout], [130, ''])
    assert.match(outcome.stderr, /^nnad: .* was cancelled\.\n$/)
    assert.deepEqual(knownModels(data), [])
    const models = path.join(data, 'models')
    assert.deepEqual(existsSync(models) ? readdirSync(models) : [], [])
    assert.equal((await runNnad([...training, '--epochs', '1'])).code, 0)
  })

  test('in the midst of an import: what was read is kept, the same again adds the rest', async (context) => {
    const data = path.join(temporaryFolder(context), 'data')
    await runNnad(['import', lightFile, '--data', data])
    const day = path.join(recordingsFolder, 'day-a.jsonl.zst')
    const running = startNnad(context, ['import', day, '--data', data])
    await until('some documents', () => documentCount(data) > lightTimes.documents)
    running.child.kill('SIGINT')
    const outcome = await running.outcome
    assert.deepEqual([outcome.code, outcome.stdout], [130, ''])
    assert.match(outcome.stderr, /^nnad: .* was cancelled\.\n$/)
    const kept = documentCount(data) - lightTimes.documents
    assert.ok(kept > 0 && kept < 3214, `${kept} documents kept`)
    const again = await runNnad(['import', day, '--data', data, '--json', '-'])
    const summary = ImportSummary.parse(JSON.parse(again.stdout))
    assert.deepEqual([summary.duplicates, summary.added], [kept, 3214 - kept])
  })
})
