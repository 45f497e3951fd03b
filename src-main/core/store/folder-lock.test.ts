// Locks on a data folder between real processes, also when one of them is killed.
import assert from 'node:assert/strict'
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import test, { type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../../../e2e/recordings.ts'
import { type LockName, lockAlone, lockShared } from './folder-lock.ts'

const holder = fileURLToPath(new URL('./fixtures/hold-lock.ts', import.meta.url))

interface Other {
  readonly child: ChildProcessWithoutNullStreams
  /** The next line it says. */
  said(): Promise<string>
}

function otherProcess(context: TestContext, folder: string, name: LockName, kind: 'alone' | 'shared'): Other {
  const child = spawn(process.execPath, [holder, folder, name, kind])
  context.after(() => child.kill('SIGKILL'))
  const said = async (): Promise<string> => String((await once(child.stdout, 'data'))[0]).trim()
  return { child, said }
}

async function killed({ child }: Other): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

test('alone: no second holder, until it is released', (context) => {
  const folder = temporaryFolder(context)
  const lock = lockAlone(folder, 'import')
  assert.ok(lock !== undefined)
  assert.equal(lockAlone(folder, 'import'), undefined)
  assert.equal(lockShared(folder, 'import'), undefined)
  const other = lockAlone(folder, 'users')
  assert.ok(other !== undefined, 'another name is another lock')
  other.release()
  lock.release()
  const again = lockAlone(folder, 'import')
  assert.ok(again !== undefined)
  again.release()
})

test('shared: many at once, none alone', (context) => {
  const folder = temporaryFolder(context)
  const locks = [lockShared(folder, 'users'), lockShared(folder, 'users')]
  assert.ok(locks.every((lock) => lock !== undefined))
  assert.equal(lockAlone(folder, 'users'), undefined)
  locks[0]?.release()
  assert.equal(lockAlone(folder, 'users'), undefined)
  locks[1]?.release()
  const alone = lockAlone(folder, 'users')
  assert.ok(alone !== undefined)
  alone.release()
})

test('a lock of another process holds, and is free after its release', async (context) => {
  const folder = temporaryFolder(context)
  const other = otherProcess(context, folder, 'import', 'alone')
  assert.equal(await other.said(), 'taken')
  assert.equal(lockAlone(folder, 'import'), undefined)
  const third = otherProcess(context, folder, 'import', 'alone')
  assert.equal(await third.said(), 'refused')
  other.child.stdin.write('release')
  assert.equal(await other.said(), 'released')
  const lock = lockAlone(folder, 'import')
  assert.ok(lock !== undefined)
  lock.release()
})

test('kill -9 frees a lock, alone or shared', async (context) => {
  const folder = temporaryFolder(context)
  for (const kind of ['alone', 'shared'] as const) {
    const other = otherProcess(context, folder, 'users', kind)
    assert.equal(await other.said(), 'taken')
    assert.equal(lockAlone(folder, 'users'), undefined)
    const beside = lockShared(folder, 'users')
    assert.equal(beside !== undefined, kind === 'shared')
    beside?.release()
    await killed(other)
    const lock = lockAlone(folder, 'users')
    assert.ok(lock !== undefined, kind)
    lock.release()
  }
})

test('a folder that is not there is an error, not a lock that is taken', (context) => {
  assert.throws(() => lockAlone(path.join(temporaryFolder(context), 'gone'), 'import'), /directory/)
})
