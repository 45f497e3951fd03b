// Data folders that the desktop app cannot use: it says why in plain words, ends, and leaves them as they are.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { coreClient } from '../app/core-client.ts'
import { openApp, skipReason } from '../app/open-app.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { smallDisk } from '../../src-main/core/retention/fixtures/small-disk.ts'
import { openDatabase } from '../../src-main/core/store/database.ts'
import { migrations } from '../../src-main/core/store/migrations.ts'

const skip = await skipReason('stand-in')

const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

test('data of a newer version is refused, and left untouched', { skip }, async (context) => {
  const folder = scratchFolder()
  context.after(() => folder.remove())
  openDatabase(folder.path).close()
  const file = path.join(folder.path, 'nnad.sqlite')
  const sqlite = new Sqlite(file)
  sqlite.pragma('user_version = 9999')
  sqlite.close()
  const before = await hashOf(file)
  await assert.rejects(
    openApp('stand-in', { dataFolder: folder.path }),
    /nnad: \S+nnad\.sqlite has schema 9999, this nnad knows up to \d+: open it with the newer nnad that wrote it.*It was left untouched/,
  )
  assert.equal(await hashOf(file), before)
})

test(
  'data of an older version is copied and brought up to date, which is said',
  { skip },
  async (context) => {
    const folder = scratchFolder()
    context.after(() => folder.remove())
    const sqlite = new Sqlite(path.join(folder.path, 'nnad.sqlite'))
    for (const { sql } of migrations.slice(0, 1)) sqlite.exec(sql)
    sqlite.pragma('user_version = 1')
    sqlite.exec("INSERT INTO sources VALUES (1, 'CID/BP', 'nn-of-then')")
    sqlite.close()
    await using app = await openApp('stand-in', { dataFolder: folder.path })
    assert.deepEqual(
      (await coreClient(app).sources.list()).map(({ name }) => name),
      ['nn-of-then'],
    )
    assert.ok(existsSync(path.join(folder.path, `nnad.sqlite.before-schema-${migrations.length}`)))
    assert.ok(app.coreOutput().includes('nnad is updating its data'), app.coreOutput())
    assert.match(
      await readFile(path.join(`${folder.path}.window`, 'logs', 'nnad.log'), 'utf8'),
      /were written by an earlier nnad/,
    )
  },
)

test('data on a read-only disk is refused with what to do', { skip }, async (context) => {
  const disk = smallDisk(context, 6e6)
  if (disk === undefined) {
    context.skip('no disk can be mounted here')
    return
  }
  const data = path.join(disk.folder, 'data')
  openDatabase(data).close()
  const file = path.join(data, 'nnad.sqlite')
  const before = await hashOf(file)
  disk.readOnly(true)
  await assert.rejects(
    openApp('stand-in', { dataFolder: data }),
    /nnad: \S+data\.window: it cannot be written: .*Make it writable, or choose another folder with --data/,
  )
  disk.readOnly(false)
  assert.equal(await hashOf(file), before)
})
