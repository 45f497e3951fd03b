// `nnad backup` and `nnad restore` as a person types them, also beside a server; `nnad serve --config` with the original's file.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { describe } from 'node:test'
import { lightFile } from '../light-recording.ts'
import { printed, runNnad, startNnad } from '../nnad-command.ts'
import { temporaryFolder } from '../recordings.ts'

describe('backup, restore, serve --config', { concurrency: 2 }, () => {
  test('a backup says where it is and how large; restore lists backups and puts one back', async (context) => {
    const data = path.join(temporaryFolder(context), 'data')
    const none = await runNnad(['backup', '--data', data])
    assert.deepEqual([none.code, none.stderr], [3, `nnad: There is nothing to back up in ${data}.\n`])
    assert.match(
      (await runNnad(['restore', '--data', data])).stdout,
      /^There are no backups of .*nnad backup makes one/,
    )
    assert.ok(!existsSync(data))
    await runNnad(['import', lightFile, '--data', data])
    const held = (await runNnad(['sources', '--data', data, '--json', '-'])).stdout
    const made = await runNnad(['backup', '--data', data])
    assert.equal(made.code, 0, made.stderr)
    assert.match(made.stdout, /data\.backup-1: \d+\.\d MB\.\nnnad restore data\.backup-1 puts it back\.\n$/)
    assert.match(
      (await runNnad(['restore', '--data', data])).stdout,
      /^name +made +size +where\ndata\.backup-1 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\d+\.\d MB +\S+data\.backup-1\n$/,
    )
    await runNnad(['reset', '--yes', '--data', data])
    const restored = await runNnad(['restore', `${data}.backup-1`, '--data', data])
    assert.equal(restored.code, 0, restored.stderr)
    assert.match(
      restored.stdout,
      /^Put back data\.backup-1\. In .*: 1 sources \(nn1\.lab\) with 129 documents/,
    )
    assert.equal((await runNnad(['sources', '--data', data, '--json', '-'])).stdout, held)
    const again = await runNnad(['restore', 'data.backup-2', '--data', data])
    assert.match(again.stdout, /\nWhat was there before is kept as data\.backup-\d\.\n$/)
    const astray = await runNnad(['restore', path.join(data, 'data.backup-2'), '--data', data])
    assert.deepEqual([astray.code, astray.stderr.startsWith('nnad: Wanted a backup beside ')], [2, true])
    const unknown = await runNnad(['restore', 'data.backup-9', '--data', data])
    assert.deepEqual([unknown.code, unknown.stderr.includes('There is no backup "data.backup-9"')], [2, true])
  })

  test('beside a server: a backup is made, a restore is refused; the file of --config counts for that run alone', async (context) => {
    const parent = temporaryFolder(context)
    const data = path.join(parent, 'hdfs.nnad')
    await runNnad(['import', lightFile, '--data', data])
    const config = path.join(parent, 'config.yaml')
    writeFileSync(
      config,
      `server:\n  port: 0\nmodel:\n  epochs: 3\ndatabase:\n  url: sqlite:///${parent}/hdfs.db\n`,
    )
    const server = startNnad(context, ['serve', '--config', config])
    const [, url = ''] = /nnad serves at (\S+),/.exec(await printed(server, /nnad serves at \S+,/)) ?? []
    const answer = async (address: string): Promise<unknown> => (await fetch(`${url}${address}`)).json()
    assert.equal(((await answer('/api/settings')) as Record<string, unknown>)['model.epochs'], 3)
    assert.equal(((await answer('/api/system')) as Record<string, unknown>)['dataFolder'], data)
    assert.equal((await runNnad(['backup', '--data', data])).code, 0)
    const refused = await runNnad(['restore', 'hdfs.nnad.backup-1', '--data', data])
    assert.equal(refused.code, 5)
    assert.match(refused.stderr, /^nnad: Another nnad has .*hdfs\.nnad open: stop it first/)
    server.child.kill('SIGINT')
    assert.equal((await server.outcome).code, 0)
    const settings = path.join(data, 'settings.json')
    assert.ok(!existsSync(settings) || !readFileSync(settings, 'utf8').includes('epochs'))
    writeFileSync(config, 'server:\n  prot: 8000\n')
    const wrong = await runNnad(['serve', '--config', config, '--data', data])
    assert.equal(wrong.code, 2)
    assert.match(
      wrong.stderr,
      /config\.yaml, line 2: there is no setting "server\.prot"; there are server\.host, server\.port\./,
    )
  })
})
