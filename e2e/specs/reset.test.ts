// `nnad reset`: never without a yes, never under somebody's feet, always with a way back.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import test, { describe } from 'node:test'
import { lightBaseline, lightFile } from '../light-recording.ts'
import { printed, runNnad, startNnad } from '../nnad-command.ts'
import { temporaryFolder } from '../recordings.ts'

describe('reset', { concurrency: 2 }, () => {
  test('without a terminal it refuses and says why; what is not there is clean already', async (context) => {
    const data = path.join(temporaryFolder(context), 'data')
    const clean = await runNnad(['reset', '--data', data])
    assert.deepEqual([clean.code, clean.stdout], [0, `${data} is clean already.\n`])
    await runNnad(['import', lightFile, '--data', data])
    const refused = await runNnad(['reset', '--data', data])
    assert.equal(refused.code, 2)
    assert.match(
      refused.stdout,
      /: 1 sources \(nn1\.lab\) with 129 documents, 0 models, 0 reports, the settings\.\n$/,
    )
    assert.match(
      refused.stderr,
      /^nnad: Nobody is there to confirm: run it in a terminal, or with --yes\.\n$/,
    )
    assert.match((await runNnad(['sources', '--data', data])).stdout, / 129 /)
  })

  test('--yes keeps a backup that works once it is renamed back; the next backup has another name', async (context) => {
    const data = path.join(temporaryFolder(context), 'data')
    await runNnad(['import', lightFile, '--data', data])
    await runNnad(['train', '--data', data, '--baseline', lightBaseline.text, '--epochs', '1'])
    const before = await runNnad(['sources', '--data', data, '--json', '-'])
    const reset = await runNnad(['reset', '--yes', '--data', data])
    assert.equal(reset.code, 0, reset.stderr)
    assert.match(reset.stdout, /1 sources \(nn1\.lab\) with 129 documents, 1 models, 0 reports/)
    assert.ok(!existsSync(data))
    assert.match((await runNnad(['sources', '--data', data])).stdout, /^No sources yet: /)
    const second = await runNnad(['reset', '--yes', '--data', data])
    assert.match(second.stdout, /backup-2 /)
    renameSync(`${data}.backup-1`, data)
    assert.equal((await runNnad(['sources', '--data', data, '--json', '-'])).stdout, before.stdout)
    const analysis = await runNnad(['analyze', '--data', data, '--window', lightBaseline.text])
    assert.equal(analysis.code, 0, analysis.stderr)
  })

  test('--undo puts the latest backup back, and what was made since becomes one', async (context) => {
    const data = path.join(temporaryFolder(context), 'data')
    const none = await runNnad(['reset', '--undo', '--data', data])
    assert.equal(none.code, 2)
    assert.match(none.stderr, /^nnad: There is no backup of .*data to put back\.\n$/)
    assert.ok(!existsSync(data))
    await runNnad(['import', lightFile, '--data', data])
    await runNnad(['train', '--data', data, '--baseline', lightBaseline.text, '--epochs', '1'])
    await runNnad(['reset', '--yes', '--data', data])
    const undone = await runNnad(['reset', '--undo', '--data', data])
    assert.equal(undone.code, 0, undone.stderr)
    assert.match(
      undone.stdout,
      /^Put back data\.backup-1\. In .*: 1 sources \(nn1\.lab\) with 129 documents, 1 models, 0 reports/,
    )
    const analysis = await runNnad(['analyze', '--data', data, '--window', lightBaseline.text])
    assert.equal(analysis.code, 0, analysis.stderr)
    assert.deepEqual(readdirSync(path.dirname(data)), ['data'])
  })

  test('it refuses while a server has the folder open, and works once that has ended', async (context) => {
    const data = path.join(temporaryFolder(context), 'data')
    await runNnad(['import', lightFile, '--data', data])
    const server = startNnad(context, ['serve', '--port', '0', '--data', data])
    await printed(server, /nnad serves at http:\/\/127\.0\.0\.1:\d+/)
    const refused = await runNnad(['reset', '--yes', '--data', data])
    assert.equal(refused.code, 5)
    assert.match(refused.stderr, /^nnad: Another nnad has .*data open: stop it first .*\n$/)
    assert.ok(existsSync(path.join(data, 'nnad.sqlite')))
    server.child.kill('SIGINT')
    assert.equal((await server.outcome).code, 0)
    assert.equal((await runNnad(['reset', '--yes', '--data', data])).code, 0)
  })
})
