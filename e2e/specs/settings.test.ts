// `nnad settings` as a person types it: listed, changed, out to a file and in again, and what is refused.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { describe } from 'node:test'
import { SettingsFile, settingTable } from '../../src-shared/contract/settings.ts'
import { runNnad } from '../nnad-command.ts'
import { temporaryFolder } from '../recordings.ts'

describe('nnad settings', { concurrency: 2 }, () => {
  test('settings are listed, changed, exported, and imported whole', async (context) => {
    const folder = temporaryFolder(context)
    const [data, file] = [path.join(folder, 'data'), path.join(folder, 'settings.json')]
    const settings = (...args: readonly string[]) => runNnad(['settings', ...args, '--data', data])
    const changed = await settings('set', 'model.epochs', '80')
    assert.equal(changed.stdout, 'model.epochs: 80, was 50 (counts: next training)\n', changed.stderr)
    assert.equal((await settings('set', 'notify.desktop', 'off')).code, 0)
    assert.equal((await settings('set', 'scheduler.retrain_cron', '')).code, 0)
    const lines = (await settings()).stdout.trimEnd().split('\n')
    assert.deepEqual(
      lines.slice(1).map((line) => line.split(/ +/)[0]),
      settingTable.map(({ id }) => id),
    )
    assert.match(lines.find((line) => line.startsWith('model.epochs')) ?? '', / 80 epochs +50$/)

    assert.equal(
      (await settings('export', file)).stdout,
      `${String(settingTable.length)} settings written to ${file}\n`,
    )
    const exported = SettingsFile.parse(JSON.parse(readFileSync(file, 'utf8'))).settings
    assert.deepEqual(
      [exported['model.epochs'], exported['notify.desktop'], exported['scheduler.retrain_cron']],
      [80, false, ''],
    )
    assert.deepEqual(JSON.parse((await settings('--json', '-')).stdout), exported)

    const other = path.join(folder, 'other')
    const take = (...args: readonly string[]) =>
      runNnad(['settings', 'import', file, ...args, '--data', other])
    const list =
      'scheduler.retrain_cron: –, was 0 2 * * * (counts: at once)\n' +
      'notify.desktop: false, was true (counts: at once)\n' +
      'model.epochs: 80, was 50 (counts: next training)\n'
    assert.equal((await take('--preview')).stdout, `${list}3 would change; nothing has.\n`)
    assert.ok(!existsSync(path.join(other, 'settings.json')))
    assert.equal((await take()).stdout, list)
    assert.equal((await take()).stdout, 'Nothing to change: the settings are as in the file.\n')
    assert.deepEqual(
      JSON.parse((await runNnad(['settings', '--json', '-', '--data', other])).stdout),
      exported,
    )
  })

  test('what cannot be is refused, and changes nothing', async (context) => {
    const folder = temporaryFolder(context)
    const [data, file] = [path.join(folder, 'data'), path.join(folder, 'settings.json')]
    const settings = (...args: readonly string[]) => runNnad(['settings', ...args, '--data', data])
    const refusals: readonly [args: readonly string[], code: number, says: RegExp][] = [
      [
        ['set', 'model.epochs', '0'],
        2,
        /^nnad: model\.epochs: wanted a value >=1, got 0\. Nothing was changed\.$/m,
      ],
      [['set', 'notify.desktop', 'maybe'], 2, /^nnad: notify\.desktop: wanted true or false, got "maybe"\./m],
      [['set', 'model.epoch', '5'], 2, /^nnad: There is no setting "model\.epoch": there are model\./m],
      [
        ['import', file],
        2,
        /^nnad: Nothing was changed, the file has 2 mistakes: model\.seed.*no setting x\.y/m,
      ],
      [
        ['import', path.join(folder, 'none.json')],
        2,
        /^nnad: Wanted a file of settings, could not read .*none\.json/m,
      ],
      [['import', import.meta.filename], 4, /^nnad: Wanted a file that "nnad settings export" wrote/m],
    ]
    const content = { 'model.epochs': 9, 'model.seed': -1, 'x.y': true }
    writeFileSync(file, JSON.stringify({ format: 'nnad-settings', version: 1, settings: content }))
    for (const [args, code, says] of refusals) {
      const outcome = await settings(...args)
      assert.deepEqual([outcome.code, outcome.stdout], [code, ''], args.join(' '))
      assert.match(outcome.stderr, says)
    }
    assert.ok(!existsSync(path.join(data, 'settings.json')))
  })
})
