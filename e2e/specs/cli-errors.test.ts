// What goes wrong on the command line: each with its exit code, one line that says what to do, and nothing on standard output.
import assert from 'node:assert/strict'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { lightBaseline, lightFile, lightWindow } from '../light-recording.ts'
import { nnadFile, oldNode, productFolder, runNnad, startProgram } from '../nnad-command.ts'
import { temporaryFolder } from '../recordings.ts'
import { scratchFolder } from '../scratch-folder.ts'

/** A data folder with the light recording and no model, for all that only reads it. */
const folder = scratchFolder()
const data = path.join(folder.path, 'data')

before(async () => {
  const outcome = await runNnad(['import', lightFile, '--data', data])
  assert.equal(outcome.code, 0, outcome.stderr)
})
after(() => folder.remove())

interface Case {
  readonly title: string
  readonly args: readonly string[]
  readonly code: number
  readonly says: RegExp
  /** Another data folder than the one with the recording. */
  readonly data?: string
}

const noData =
  /^nnad: No processed data available for \w+: 30 unbroken rows are needed .* nn1\.lab:9000 has data from 2026-11-22 15:48:50 to 2026-11-22 15:51:01\. Choose another range/
const train = (baseline: string): readonly string[] => ['train', '--epochs', '1', '--baseline', baseline]
const analyze = (window: string): readonly string[] => ['analyze', '--window', window]

const cases: readonly Case[] = [
  {
    title: 'an unknown command',
    args: ['frobnicate'],
    code: 2,
    says: /^error: unknown command 'frobnicate'$/m,
  },
  {
    title: 'an unknown option',
    args: ['sources', '--frob'],
    code: 2,
    says: /^error: unknown option '--frob'$/m,
  },
  {
    title: 'a missing argument',
    args: ['import'],
    code: 2,
    says: /^error: missing required argument 'path'$/m,
  },
  {
    title: 'a range without its end',
    args: train('1795362530000'),
    code: 2,
    says: /Wanted a range as FROM\.\.TO, got "1795362530000"\.$/m,
  },
  {
    title: 'a range with a space instead of dots',
    args: train('2026-11-22 15:48:50 2026-11-22 15:50:00'),
    code: 2,
    says: /Wanted a range as FROM\.\.TO, got "2026-11-22 15:48:50 2026-11-22 15:50:00"\.$/m,
  },
  {
    title: 'a range with spaces and without quotes',
    args: ['analyze', '--window', '2026-11-22', '15:50:00..2026-11-22', '15:51:02'],
    code: 2,
    says: /Wanted a range as FROM\.\.TO, got "2026-11-22"\.$/m,
  },
  {
    title: 'a range of three times',
    args: train('1..2..3'),
    code: 2,
    says: /Wanted a range as FROM\.\.TO, got "1\.\.2\.\.3"\.$/m,
  },
  {
    title: 'a time that is none',
    args: analyze('yesterday..2026-11-22 15:00:00'),
    code: 2,
    says: /Wanted the start of a range as epoch milliseconds, ISO 8601 .*, got "yesterday"\.$/m,
  },
  {
    title: 'a day that is not in the calendar',
    args: analyze('2026-02-28 00:00:00..2026-02-30 00:00:00'),
    code: 2,
    says: /Wanted the end of a range as .*, got "2026-02-30 00:00:00"\.$/m,
  },
  {
    title: 'a window that ends before it starts',
    args: analyze(`${lightWindow.to}..${lightWindow.from}`),
    code: 2,
    says: /Wanted a range that ends after it starts, got 2026-11-22 15:51:02 to 2026-11-22 15:50:00: swap/,
  },
  {
    title: 'no window',
    args: ['analyze'],
    code: 2,
    says: /^nnad: Wanted --window FROM\.\.TO: the suspected time\.\n$/,
  },
  {
    title: 'no baseline',
    args: ['train'],
    code: 2,
    says: /^error: required option '--baseline <from\.\.to>' not specified$/m,
  },
  {
    title: 'a stretch to leave out that lies elsewhere',
    args: [...train(lightBaseline.text), '--leave-out', lightWindow.text],
    code: 2,
    says: /^nnad: Wanted stretches to leave out that lie within the baseline \(.*\), got .*: correct its ends\.\n$/,
  },
  {
    title: 'a dump without a baseline',
    args: ['analyze', lightFile, '--window', lightWindow.text],
    code: 2,
    says: /^nnad: Wanted --baseline FROM\.\.TO beside the paths: .*\n$/,
  },
  {
    title: 'epochs that are no number',
    args: [...train(lightBaseline.text), '--epochs', 'many'],
    code: 2,
    says: /Wanted a whole number from 1 on, got "many"\.$/m,
  },
  {
    title: 'an unknown profile',
    args: [...train(lightBaseline.text), '--profile', 'best'],
    code: 2,
    says: /argument 'best' is invalid\. Allowed choices are default, original\.$/m,
  },
  {
    title: 'a report that is not there',
    args: ['report', '7'],
    code: 2,
    says: /^nnad: There is no report 7: .*\n$/,
  },
  { title: 'a window without data', args: train('1795372600000..1795372662000'), code: 3, says: noData },
  {
    title: 'a baseline that is too short',
    args: train('1795362530000..1795362550000'),
    code: 3,
    says: /^nnad: Too little processed data for training: 30 unbroken rows are needed .* has 17\. nn1\.lab:9000 has data from .*\n$/,
  },
  {
    title: 'no model',
    args: analyze(lightWindow.text),
    code: 3,
    says: /^nnad: There is no trained model for this source: train one .*\n$/,
  },
  {
    title: 'an empty data folder',
    args: analyze(lightWindow.text),
    code: 3,
    says: /^nnad: No processed data available for analysis: import a dump first .*\n$/,
    data: path.join(folder.path, 'empty'),
  },
  {
    title: 'a file that is not there',
    args: ['import', '/no/such/dump.jsonl'],
    code: 4,
    says: /^nnad: \/no\/such\/dump\.jsonl cannot be read: .*\n$/,
  },
  {
    title: 'a file that is no dump',
    args: ['import', path.join(productFolder, 'package.json')],
    code: 4,
    says: /^nnad: No \/jmx document was found in .*package\.json\. Wanted what a NameNode serves at \/jmx .*\n$/,
  },
  {
    title: 'a dump to analyse that is not there',
    args: ['analyze', '/no/such', '--baseline', lightBaseline.text, '--window', lightWindow.text],
    code: 4,
    says: /^nnad: \/no\/such cannot be read: .*\n$/,
  },
]

describe('what goes wrong', { concurrency: 2 }, () => {
  for (const { title, args, code, says, data: own = data } of cases) {
    test(`${title}: ${code}`, async () => {
      const outcome = await runNnad([...args, '--data', own])
      assert.equal(outcome.code, code, outcome.stderr)
      assert.match(outcome.stderr, says)
      assert.equal(outcome.stdout, '')
      // Commander adds where help is; no error may look like a crash.
      const lines = outcome.stderr.trim().split('\n')
      assert.ok(lines.length <= (code === 2 ? 2 : 1), outcome.stderr)
      assert.doesNotMatch(outcome.stderr, /\n\s+at /)
    })
  }

  test('a window without data, analysed with a model: 3', async (context) => {
    const own = path.join(temporaryFolder(context), 'data')
    cpSync(data, own, { recursive: true })
    assert.equal((await runNnad([...train(lightBaseline.text), '--data', own])).code, 0)
    const outcome = await runNnad([...analyze('1795372600000..1795372662000'), '--data', own])
    assert.equal(outcome.code, 3)
    assert.match(outcome.stderr, noData)
  })

  test('a data folder of a newer schema: 5, and it is left untouched', async (context) => {
    const own = path.join(temporaryFolder(context), 'data')
    cpSync(data, own, { recursive: true })
    const file = path.join(own, 'nnad.sqlite')
    const bytes = readFileSync(file)
    // SQLite's header has user_version at byte 60, big-endian.
    bytes.writeUInt32BE(99, 60)
    writeFileSync(file, bytes)
    for (const args of [['sources'], ['import', lightFile], ['reset', '--yes']]) {
      const outcome = await runNnad([...args, '--data', own])
      assert.equal(outcome.code, 5, outcome.stderr)
      assert.match(outcome.stderr, /^nnad: .*nnad\.sqlite has schema 99, this nnad knows up to \d+: .*\n$/)
    }
    assert.deepEqual(readFileSync(file), bytes)
  })

  for (const [title, damage] of [
    ['that is none', (bytes: Buffer) => bytes.fill(0x5a)],
    ['whose pages are overwritten', (bytes: Buffer) => bytes.fill(0x5a, 4096)],
    ['that is cut off', (bytes: Buffer) => bytes.subarray(0, 20_000)],
  ] as const) {
    test(`a database ${title}: 5`, async (context) => {
      const own = path.join(temporaryFolder(context), 'data')
      cpSync(data, own, { recursive: true })
      const file = path.join(own, 'nnad.sqlite')
      writeFileSync(file, damage(readFileSync(file)))
      for (const args of [['sources'], ['import', lightFile], train(lightBaseline.text)]) {
        const outcome = await runNnad([...args, '--data', own])
        assert.equal(outcome.code, 5, `${args.join(' ')}: ${outcome.stderr}`)
        assert.match(outcome.stderr, /^nnad: .*data.*\n$/)
      }
    })
  }

  test('settings that cannot be read: 5', async (context) => {
    const own = path.join(temporaryFolder(context), 'data')
    cpSync(data, own, { recursive: true })
    writeFileSync(path.join(own, 'settings.json'), '{"model.epochs": ')
    const outcome = await runNnad(['sources', '--data', own])
    assert.equal(outcome.code, 5, outcome.stderr)
    assert.match(
      outcome.stderr,
      /^nnad: settings\.json in .* could not be read .*: correct it, or delete it .*\n$/,
    )
  })

  test('--help of every command: 0, with an example', async () => {
    const all = await runNnad(['--help'])
    assert.equal(all.code, 0)
    assert.match(all.stdout, /^Exit codes: 0 done, 2 wrong usage/m)
    const commands = [...all.stdout.matchAll(/^ {2}(?<name>[a-z]+) (?:\[|<)/gm)].map(
      ({ groups }) => groups?.['name'] ?? '',
    )
    for (const known of [
      'analyze',
      'import',
      'sources',
      'check',
      'train',
      'report',
      'reset',
      'record',
      'serve',
      'doctor',
    ])
      assert.ok(commands.includes(known), `${known} in ${commands.join(' ')}`)
    for (const command of commands.filter((one) => one !== 'help')) {
      const help = await runNnad([command, '--help'])
      assert.equal(help.code, 0, help.stderr)
      assert.match(help.stdout, new RegExp(`^Usage: nnad ${command} `))
      assert.match(help.stdout, new RegExp(`^Examples?:\\n  nnad ${command}`, 'm'))
    }
  })

  test('an old Node gets one clear sentence: 5', async (context) => {
    const node = await oldNode()
    if (node === undefined) {
      context.skip('there is no Node older than 22.19 on the PATH')
      return
    }
    const outcome = await startProgram(node, [nnadFile, 'sources', '--data', data]).outcome
    assert.equal(outcome.code, 5)
    assert.match(
      outcome.stderr,
      /^nnad needs Node 22\.19 or newer, this is \d+\.\d+\.\d+: install a newer Node, .*\n$/,
    )
    assert.equal(outcome.stdout, '')
  })
})
