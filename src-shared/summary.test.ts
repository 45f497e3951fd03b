import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Analysis, Incident } from './contract/analysis.ts'
import { analysisSummary, summaryParagraphs } from './summary.ts'
import {
  duStorm as diagnosed,
  gcPressure,
  madeCause,
  madeUser,
  slowSync,
} from './summary/fixtures/made-incidents.ts'
import { plainText } from './summary/parts.ts'

const at = (clock: string): number => Date.parse(`2026-11-22T${clock}Z`)

const part = (
  metric: string,
  contribution: number,
  normal: [number, number] | null,
  peak: number | null,
  peakAt = '16:07:09',
): Incident['metrics'][number] => ({
  metric,
  contribution,
  normal,
  peak,
  peakAt: peak === null ? null : at(peakAt),
  fell: false,
})

const duStorm: Incident = {
  start: at('16:06:38'),
  end: at('16:07:24'),
  peak: 8.41,
  severity: null,
  opinions: [],
  metrics: [
    part('GetContentSummaryAvgTime', 0.71, [0, 2], 48.2),
    part('RpcProcessingTimeAvgTime', 0.14, [1.3, 3.9], 16.1, '16:07:11'),
    part('RpcQueueTimeAvgTime', 0.08, [0, 1], 0.5),
    part('ThreadsWaiting', 0.06, [4, 6], 11, '16:07:02'),
    part('CallQueueLength', 0.01, [0, 1], 9),
  ],
  users: [],
  causes: [],
}

const scores = [1, 4.9, 6, 8.41]

const analysisOf = (incidents: Incident[], threshold = 5): Analysis => ({
  version: 1,
  states: [],
  sources: [],
  source: { id: 1, name: 'lab', key: 'c/b', node: 'nn1.lab:8020', version: '3.4.3' },
  model: {
    id: 'm',
    profile: 'default',
    engine: 'tfjs-wasm',
    threshold,
    modelThreshold: 5,
    thresholdPercentile: 95,
    falseAlarms: null,
    spacing: 1,
    rows: 1020,
    windows: 991,
    epochs: 50,
    seed: 1,
    loss: [],
    validationLoss: [],
    ranges: [{ from: at('15:48:38'), to: at('16:05:38') }],
    trainedAt: at('16:20:00'),
  },
  window: { from: at('16:06:18'), to: at('16:08:08') },
  rows: 110,
  windows: scores.map((score, index) => ({
    start: at('16:06:18') + index * 1000,
    end: at('16:06:47') + index * 1000,
    score,
    flagged: score > threshold,
  })),
  incidents,
})

describe('reports of version 1', () => {
  it('tells of one incident: since when, how long, what rose from where to where and when, what else did', () => {
    assert.equal(
      analysisSummary(analysisOf([duStorm]), 'UTC'),
      'One incident: 2 of 4 windows above the threshold of 5, the highest score 8.41. It began at 16:06:38 and lasted 46 s: GetContentSummaryAvgTime rose from its normal 0 to 2 ms to 48.2 ms at 16:07:09 (71 % of the score). Also up: RpcProcessingTimeAvgTime to 16.1 ms at 16:07:11 (normal 1.3 to 3.9 ms) and ThreadsWaiting to 11 threads at 16:07:02 (normal 4 to 6 threads).',
    )
  })

  it('tells three of several and counts the rest', () => {
    const [first, ...sentences] = analysisSummary(
      analysisOf([duStorm, duStorm, duStorm, duStorm, duStorm]),
      'UTC',
    ).split(/(?<=\.) (?=[A-Z\d])/)
    assert.match(first ?? '', /^5 incidents: /)
    assert.equal(sentences.filter((sentence) => sentence.startsWith('The second began')).length, 1)
    assert.equal(sentences.filter((sentence) => sentence.startsWith('Also up')).length, 1)
    assert.equal(sentences.at(-1), '2 further incidents scored lower.')
  })

  it('does not say rose of what did not rise, nor normal of what had none', () => {
    const leading = (metric: Incident['metrics'][number]): string =>
      analysisSummary(analysisOf([{ ...duStorm, metrics: [metric] }]), 'UTC')
    assert.match(
      leading(part('ThreadsWaiting', 0.9, [4, 12], 11)),
      /ThreadsWaiting stayed within its normal 4 to 12 threads: 11 threads at 16:07:09 at most/,
    )
    assert.match(
      leading(part('ConcatAvgTime', 0.9, null, 3)),
      /ConcatAvgTime reached 3 ms at 16:07:09, without a value in the baseline/,
    )
    assert.match(leading(part('ConcatAvgTime', 0.9, [1, 2], null)), /had no value, makes 90 %/)
    assert.match(leading(part('ConcatAvgTime', 0.9, [1, 2], 3)), /No other metric with a notable part/)
  })

  it('names the highest score where nothing is above the threshold', () => {
    assert.equal(
      analysisSummary(analysisOf([], 10), 'UTC'),
      'Nothing above the threshold of 10: of 4 windows the highest scored 8.41 at 16:06:50.',
    )
  })

  it('writes times in the zone asked for', () => {
    assert.match(analysisSummary(analysisOf([duStorm]), 'Europe/Berlin'), /began at 17:06:38/)
  })
})

const diagnosis = (incidents: Incident[], own: Partial<Analysis> = {}): Analysis => ({
  ...analysisOf(incidents),
  version: 2,
  ...own,
})

const told = (incidents: Incident[], own: Partial<Analysis> = {}): string =>
  analysisSummary(diagnosis(incidents, own), 'UTC')

describe('analysisSummary', () => {
  it('tells of a du storm what an expert would: since when, cause, impact, first symptom, user, evidence, remedy, next', () => {
    assert.equal(
      told([diagnosed(at('16:06:38'))]),
      "One incident: it began at 16:06:38 and lasted 46 s, severity 78 of 100 (critical). Probable cause: Recursive content summaries by analyst (very likely, 87 %). analyst ran contentSummary 54.9 times a second instead of 2. Each call took 39 ms under the shared lock, and writers waited behind it. Impact: Slow calls for everybody. RPC processing took 13.2 ms (normal 1.3 to 3.9 ms) and 25.4 ms at worst; the queue did not grow. First symptom: Handlers waiting for the namesystem lock, at 16:06:46. User analyst, operation contentSummary: 15 % of the added calls and 58 % of the added cost. Evidence: Wait for the namesystem lock: 3.8 ms (normal 0.1 to 0.7 ms), since 16:06:46. Nothing measured speaks against it. Not measured: how long each operation held the lock. Remedy: Ask analyst to read quota usage (hdfs dfs -count -q -u PATH) instead of running du over whole trees. Check next: `grep 'cmd=contentSummary' /var/log/hadoop-hdfs/hdfs-audit.log | grep -o 'src=[^ \t]*' | sort | uniq -c | sort -rn | head`",
    )
  })

  it('names what speaks against a cause, and nobody where no user rose', () => {
    const text = told([gcPressure(at('16:06:38'))])
    assert.match(text, /Probable cause: .* \(likely, 64 %\)\./)
    assert.match(text, /Against it: Heap in use: 310 MB of 1024 MB\. Not measured: single pauses\./)
    assert.doesNotMatch(text, /User /)
    assert.match(text, /Impact: RPC processing time rose to 21\.2 ms \(normal 1\.3 to 3\.9 ms\)\./)
  })

  it('says of throughput that it fell, of a remedy what its key is now and should be', () => {
    const text = told([slowSync(at('16:06:38'))])
    assert.match(text, /Impact: RPC calls fell to 21 \/s \(normal 168 to 246 \/s\)\./)
    assert.match(
      text,
      /\(`dfs\.namenode\.edits\.dir`: advised a directory .*, now \/data\/nn\)\. Check next: `iostat/,
    )
  })

  it('calls nothing a cause where no cause has evidence, not even a symptom that was found', () => {
    const storm = diagnosed(at('16:06:38'))
    const symptoms = storm.causes.filter(({ role }) => role !== 'cause')
    const text = told([{ ...storm, causes: symptoms, users: [] }])
    assert.match(
      text,
      /No known cause fits what was measured\. What moved most: get content summary time rose from its normal 0 to 2 ms to 49 ms at 16:07:09\./,
    )
    assert.match(text, /First symptom: Handlers waiting for the namesystem lock, at 16:06:46\./)
    assert.doesNotMatch(text, /[Pp]robable|[Pp]ossible|cause:|Remedy|Check next/)
    assert.match(
      told([{ ...storm, causes: [], users: [] }]),
      /First to peak: get content summary calls, at 16:06:50\./,
    )
    assert.match(
      told([{ ...storm, metrics: [], causes: [], users: [] }]),
      /No known cause fits what was measured\.$/,
    )
  })

  it('calls an unsure cause possible, and names the other candidates', () => {
    const storm = diagnosed(at('16:06:38'))
    const causes = [
      madeCause({ title: 'Too few handlers', confidence: 0.4 }),
      madeCause({ title: 'A client flood', confidence: 0.35 }),
      madeCause({ title: 'Synchronous logging', confidence: 0.1 }),
    ]
    assert.match(
      told([{ ...storm, causes }]),
      /Possible cause: Too few handlers \(possible, 40 %\)\. .* Also possible: A client flood \(35 %\)\.$/,
    )
  })

  it('gives a user’s rates where the story does not name him, and no user without a notable part', () => {
    const storm = { ...diagnosed(at('16:06:38')), causes: [madeCause()] }
    assert.match(
      told([storm]),
      /User analyst, operation contentSummary: 54\.9 a second, usually 2: 15 % of the added calls and 58 %/,
    )
    assert.match(
      told([{ ...storm, users: [madeUser({ perSecond: null, callShare: null })] }]),
      /User analyst, operation contentSummary: 58 % of the added cost\./,
    )
    assert.doesNotMatch(told([{ ...storm, users: [madeUser({ share: 0.1 })] }]), /User /)
  })

  it('does not blame a user for what the cause does not name him for', () => {
    const paused = {
      ...diagnosed(at('16:06:38')),
      causes: [madeCause({ title: 'Host pause', story: 'It stood still.' })],
    }
    assert.match(told([paused]), /Also up: user analyst, operation contentSummary: /)
    assert.doesNotMatch(told([diagnosed(at('16:06:38')), paused]), /Host pause[^.]*analyst/)
  })

  it('tells the impact once where the story has told it, and sums a user’s operations', () => {
    const storm = diagnosed(at('16:06:38'))
    const causes = [madeCause({ story: 'User analyst called. Impact: other calls hardly waited.' })]
    const users = [madeUser({ share: 0.5 }), madeUser({ operation: 'open', share: 0.3 })]
    const text = told([{ ...storm, causes, users }])
    assert.equal(text.split('Impact: ').length, 2)
    assert.match(
      text,
      /operations contentSummary and open: 30 % of the added calls and 80 % of the added cost\./,
    )
  })

  it('says that clients waited no longer than usual only where that was measured', () => {
    const storm = { ...slowSync(at('16:06:38')), causes: [madeCause()] }
    const calm = part('RpcProcessingTimeAvgTime', 0.1, [1.3, 3.9], 4.1)
    assert.match(told([{ ...storm, metrics: [calm] }]), /Impact: clients waited no longer than usual/)
    assert.doesNotMatch(told([{ ...storm, metrics: [] }]), /Impact/)
  })

  it('gives each other incident a sentence, nine at most, and counts the rest', () => {
    const [first = '', ...others] = summaryParagraphs(diagnosed4(12), 'UTC').map(plainText)
    assert.match(first, /^12 incidents\. The worst began at 16:06:38/)
    assert.equal(
      others[0],
      'Incident 2 began at 16:06:38 and lasted 40 s, severity 41 of 100 (minor): Garbage collection takes a tenth of the time.',
    )
    assert.equal(others.filter((text) => /^Incident \d+ began/.test(text)).length, 9)
    assert.equal(others.at(-1), '2 further incidents were less severe.')
    const unknown = {
      ...gcPressure(at('16:07:38')),
      causes: [],
      users: [madeUser({ user: 'etl', operation: 'delete' })],
    }
    assert.match(
      told([diagnosed(at('16:06:38')), unknown]),
      /: no known cause fits; GC time moved most; user etl rose most, with delete\.$/,
    )
  })

  it('tells what the NameNode was meanwhile, also where nothing was found', () => {
    const states: Analysis['states'] = [
      { kind: 'restart', from: at('16:06:30'), to: at('16:06:45'), text: 'the NameNode was started anew' },
    ]
    assert.match(
      told([gcPressure(at('16:06:38'))], { states }),
      /Since 16:06:30: the NameNode was started anew\./,
    )
    assert.match(
      told([], { states, model: { ...analysisOf([]).model, threshold: 10 } }),
      /16:06:50\. Since 16:06:30: /,
    )
    const later = states.map((state) => ({ ...state, from: at('18:00:00'), to: at('18:00:01') }))
    assert.doesNotMatch(told([gcPressure(at('16:06:38'))], { states: later }), /Since/)
  })

  it('measures by the threshold where there is no severity', () => {
    const bare = { ...gcPressure(at('16:06:38')), severity: null, peak: 50 }
    assert.match(told([bare]), /lasted 40 s, its highest score 10 times the threshold\. /)
  })
})

const diagnosed4 = (count: number): Analysis =>
  diagnosis([
    diagnosed(at('16:06:38')),
    ...Array.from({ length: count - 1 }, () => gcPressure(at('16:06:38'))),
  ])

describe('summaryParagraphs', () => {
  it('leads from times, causes, figures and evidence to where they are', () => {
    const [opening = []] = summaryParagraphs(diagnosis([diagnosed(at('16:06:38'))]), 'UTC')
    const linkOf = (text: string) => opening.find((one) => one.text === text)?.link
    assert.deepEqual(linkOf('16:06:38'), { at: at('16:06:38') })
    assert.deepEqual(linkOf('Recursive content summaries by analyst'), { cause: 0 })
    assert.deepEqual(linkOf('Slow calls for everybody'), { cause: 3 })
    assert.deepEqual(linkOf('39 ms'), { metric: 'GetContentSummaryAvgTime' })
    assert.deepEqual(linkOf('1.3 to 3.9 ms'), { metric: 'RpcProcessingTimeAvgTime' })
    assert.deepEqual(linkOf('Wait for the namesystem lock: 3.8 ms (normal 0.1 to 0.7 ms)'), {
      metric: 'RpcLockWaitTimeAvgTime',
    })
  })

  it('leads to each other incident, and marks commands', () => {
    const [opening, others] = summaryParagraphs(diagnosed4(3), 'UTC')
    assert.deepEqual(others?.[0], { text: 'Incident 2', link: { incident: 1 } })
    assert.match(opening?.find(({ isCode }) => isCode === true)?.text ?? '', /^grep 'cmd=contentSummary'/)
  })
})
