// kill -9 at random times: nothing that was committed is lost, nothing is there twice, the next start is clean.
// NNAD_SOAK=1 takes the long form: 200 kills of an import, 60 of a training.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { type TestContext, after, before, describe } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import zlib from 'node:zlib'
import { z } from 'zod'
import { Source } from '../../src-shared/contract/sources.ts'
import { ImportSummary } from '../../src-shared/contract/imports.ts'
import { lockAlone } from '../../src-main/core/store/folder-lock.ts'
import { lightBaseline, lightFile, lightTimes, lightWindow } from '../light-recording.ts'
import { type RunningCommand, printed, runNnad, startNnad, until } from '../nnad-command.ts'
import { recordedDocuments } from '../recordings.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { assertSame, documentCount, knownModels, storeContents } from '../store-contents.ts'

const isSoak = process.env['NNAD_SOAK'] === '1'
const importKills = isSoak ? { kills: 200, each: 5 } : { kills: 4, each: 2 }
const trainKills = isSoak ? 60 : 2
/** Documents of day-a in each of the two files. */
const fileDocuments = isSoak ? 800 : 250
/** Before this a process has hardly begun, ms. */
const earliestKill = 250

const folder = scratchFolder()
const files = {
  early: path.join(folder.path, 'early.jsonl.zst'),
  late: path.join(folder.path, 'late.jsonl.zst'),
}
const light = path.join(folder.path, 'light')

before(async () => {
  const documents = await recordedDocuments('day-a', 2 * fileDocuments)
  const write = (file: string, part: typeof documents): void => {
    const lines = Buffer.concat(part.flatMap(({ text }) => [text, Buffer.from('\n')]))
    writeFileSync(file, zlib.zstdCompressSync(lines))
  }
  write(files.early, documents.slice(0, fileDocuments))
  write(files.late, documents.slice(fileDocuments))
  const outcome = await runNnad(['import', lightFile, '--data', light])
  assert.equal(outcome.code, 0, outcome.stderr)
})
after(() => folder.remove())

let folders = 0
function newData(copyOf?: string): string {
  folders += 1
  const data = path.join(folder.path, `data-${folders}`)
  if (copyOf === undefined) mkdirSync(data)
  else cpSync(copyOf, data, { recursive: true })
  return data
}

/** Kills it at a random time up to `latest` ms after its start; says whether it had ended before. */
async function killAtRandom({ child, outcome }: RunningCommand, latest: number): Promise<boolean> {
  const timer = new AbortController()
  const at = earliestKill + Math.random() * (latest - earliestKill)
  const ended = outcome.then(() => true)
  const isOver = await Promise.race([ended, wait(at, false, { signal: timer.signal, ref: false })])
  timer.abort()
  child.kill('SIGKILL')
  await outcome
  return isOver
}

/** Kills it as soon as anything happens in a folder: in the midst of writing a model. */
async function killAtWriting({ child, outcome }: RunningCommand, watched: string): Promise<void> {
  const watcher = watch(watched, () => child.kill('SIGKILL'))
  await outcome
  watcher.close()
}

/** The next start: must be without a word of trouble. Gives the number of documents kept. */
async function cleanStart(data: string): Promise<number> {
  const outcome = await runNnad(['sources', '--data', data, '--json', '-'])
  assert.deepEqual([outcome.code, outcome.stderr], [0, ''])
  const sources = z.array(Source).parse(JSON.parse(outcome.stdout))
  return sources.reduce((sum, source) => sum + source.documents, 0)
}

async function importedWhole(
  data: string,
  paths: readonly string[],
): Promise<{ summary: ImportSummary; ms: number }> {
  const outcome = await runNnad(['import', ...paths, '--data', data, '--json', '-'])
  assert.equal(outcome.code, 0, outcome.stderr)
  return { summary: ImportSummary.parse(JSON.parse(outcome.stdout)), ms: outcome.ms }
}

const middle = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0

function report(context: TestContext, title: string, kept: readonly number[], over: number): void {
  const least = Math.min(...kept)
  const most = Math.max(...kept)
  context.diagnostic(
    'order | kills | clean starts after | over before the kill | documents kept min/median/max',
  )
  context.diagnostic(
    `${title} | ${kept.length} | ${kept.length} | ${over} | ${least}/${middle(kept)}/${most}`,
  )
}

/** Nothing under models/ but what the database knows. */
function assertNoLeftovers(data: string): void {
  assert.deepEqual(readdirSync(path.join(data, 'models')).toSorted(), knownModels(data))
}

/** So many that a kill falls into the training itself, which goes through thousands of epochs in seconds. */
const killedEpochs = 300

const training = (data: string, epochs: number): string[] => [
  ...['train', '--data', data, '--baseline', lightBaseline.text],
  ...['--epochs', String(epochs)],
]

async function analysisCode(data: string): Promise<number | null> {
  const outcome = await runNnad(['analyze', '--data', data, '--window', lightWindow.text, '--json', '-'])
  assert.ok(
    outcome.code === 0 || outcome.stderr.startsWith('nnad: There is no trained model'),
    outcome.stderr,
  )
  return outcome.code
}

describe('kill -9', { concurrency: 2 }, () => {
  for (const [title, order] of [
    ['in order', ['early', 'late']],
    ['out of order', ['late', 'early']],
  ] as const) {
    test(`kill -9 of an import ${title}: repeated to its end it is as if nothing had been`, async (context) => {
      const paths = order.map((name) => files[name])
      const whole = newData()
      const { summary, ms } = await importedWhole(whole, paths)
      const wanted = storeContents(whole)
      assert.equal(summary.added, 2 * fileDocuments)
      assert.equal(wanted.documents.length, 2 * fileDocuments)
      const kept: number[] = []
      let over = 0
      while (kept.length < importKills.kills / 2) {
        const data = newData()
        let documents = 0
        for (let kill = 0; kill < importKills.each; kill += 1) {
          const isOver = await killAtRandom(startNnad(context, ['import', ...paths, '--data', data]), ms)
          if (isOver) over += 1
          const now = await cleanStart(data)
          assert.ok(now >= documents, `${now} documents where ${documents} had been`)
          documents = now
          kept.push(now)
        }
        const last = await importedWhole(data, paths)
        assert.equal(last.summary.found, 2 * fileDocuments)
        assert.equal(last.summary.duplicates, documents)
        assertSame(storeContents(data), wanted)
        rmSync(data, { recursive: true })
      }
      report(context, title, kept, over)
    })
  }

  test('kill -9 of a training: no model or a whole one, no leftovers', async (context) => {
    const { ms } = await runNnad(training(newData(light), killedEpochs))
    let whole = 0
    let torn = 0
    for (let kill = 0; kill < trainKills; kill += 1) {
      const data = newData(light)
      mkdirSync(path.join(data, 'models'))
      const running = startNnad(context, training(data, killedEpochs))
      if (kill % 3 === 1) await killAtRandom(running, ms)
      else await killAtWriting(running, path.join(data, 'models'))
      if (readdirSync(path.join(data, 'models')).length > knownModels(data).length) torn += 1
      await cleanStart(data)
      assertNoLeftovers(data)
      const count = knownModels(data).length
      assert.equal(await analysisCode(data), count === 0 ? 3 : 0)
      whole += count
      rmSync(data, { recursive: true })
    }
    context.diagnostic(
      `trainings killed ${trainKills}, with leftovers ${torn}, models whole all the same ${whole}`,
    )
  })

  test('what a killed training left goes at the next start, unless another process has the folder open', async (context) => {
    const data = newData(light)
    await runNnad(training(data, 1))
    const leftovers = ['.unfinished-abc123', '2026-11-22T15-00-00-000Z-never-known']
    for (const name of leftovers) {
      cpSync(path.join(data, 'models', knownModels(data)[0] ?? ''), path.join(data, 'models', name), {
        recursive: true,
      })
    }
    const server = startNnad(context, ['serve', '--port', '0', '--data', data])
    await printed(server, /nnad serves at/)
    assertNoLeftovers(data)
    for (const name of leftovers) mkdirSync(path.join(data, 'models', name))
    await cleanStart(data)
    assert.equal(readdirSync(path.join(data, 'models')).length, 3, 'they may be the work of the other one')
    server.child.kill('SIGKILL')
    await server.outcome
    await cleanStart(data)
    assertNoLeftovers(data)
    assert.equal(await analysisCode(data), 0)
  })

  test('two processes share a folder: kill -9 of the importing one does not harm the training one', async (context) => {
    const data = newData(light)
    const trainer = startNnad(context, training(data, 3000))
    await wait(earliestKill)
    const importing = startNnad(context, ['import', files.early, files.late, '--data', data])
    await until('the import to have begun', () => documentCount(data) > lightTimes.documents)
    importing.child.kill('SIGKILL')
    await importing.outcome
    await cleanStart(data)
    await importedWhole(data, [files.early, files.late])
    const trained = await trainer.outcome
    assert.equal(trained.code, 0, trained.stderr)
    assertNoLeftovers(data)
    const { documents } = storeContents(data)
    assert.deepEqual(
      [documents.length, new Set(documents).size],
      Array(2).fill(lightTimes.documents + 2 * fileDocuments),
    )
    const analysis = ['analyze', '--data', data, '--source', '1', '--window', lightWindow.text]
    assert.equal((await runNnad(analysis)).code, 0)
  })

  test('a second import while one is running is refused; the first goes on', async (context) => {
    const data = newData()
    const lock = lockAlone(data, 'import')
    context.after(() => lock?.release())
    const refused = await runNnad(['import', lightFile, '--data', data])
    assert.equal(refused.code, 5)
    assert.match(refused.stderr, /^nnad: Another nnad is importing into .*: wait until it has finished/)
    lock?.release()
    assert.equal((await importedWhole(data, [lightFile])).summary.added, 129)
  })

  test('who starts while another one tidies the folder up counts as its user all the same', async (context) => {
    const data = newData(light)
    const tidying = lockAlone(data, 'users')
    const server = startNnad(context, ['serve', '--port', '0', '--data', data])
    const serving = printed(server, /nnad serves at/)
    await wait(1200)
    tidying?.release()
    await serving
    const refused = await runNnad(['reset', '--yes', '--data', data])
    assert.equal(refused.code, 5, refused.stdout)
  })
})
