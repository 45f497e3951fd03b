// The list of commands: who brings them, which one runs, and their order for people.
import assert from 'node:assert/strict'
import test from 'node:test'
import { groupsOf } from './command-groups.ts'
import {
  type Command,
  bringCommands,
  commandsNow,
  runCommand,
  takeCommands,
  useCommandList,
} from './command-list.ts'

const ids = (): readonly string[] => commandsNow(useCommandList.getState()).map(({ id }) => id)

test('commands are there while their owner is', () => {
  const runs: string[] = []
  const command = (id: string, more: Partial<Command> = {}): Command => ({
    id,
    label: id,
    run: () => runs.push(id),
    ...more,
  })
  bringCommands('shell', [command('go-start'), command('train', { disabled: 'No source.' })])
  bringCommands('page', [command('zoom')])
  assert.deepEqual(ids(), ['go-start', 'train', 'zoom'])
  runCommand('zoom')
  runCommand('train')
  runCommand('absent')
  assert.deepEqual(runs, ['zoom'])
  bringCommands('page', [command('train')])
  runCommand('train')
  assert.deepEqual(runs, ['zoom', 'train'])
  takeCommands('page')
  assert.deepEqual(ids(), ['go-start', 'train'])
  takeCommands('shell')
  assert.deepEqual(ids(), [])
})

test('the page’s own groups come before those that are always there', () => {
  const of = (id: string, group?: string): Command => ({
    id,
    label: id,
    run: () => undefined,
    ...(group === undefined ? {} : { group }),
  })
  const groups = groupsOf([
    of('a', 'Help'),
    of('b', 'Go to'),
    of('c', 'Investigate'),
    of('d'),
    of('e', 'Go to'),
  ])
  assert.deepEqual(
    groups.map(({ group, commands }) => [group, commands.map(({ id }) => id)]),
    [
      ['Investigate', ['c']],
      ['This page', ['d']],
      ['Go to', ['b', 'e']],
      ['Help', ['a']],
    ],
  )
})
