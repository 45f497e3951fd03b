// R48: safe mode, in which nothing may be changed.
import type { Facts } from '../facts.ts'
import type { Rule, Test } from '../rule.ts'
import { counted, fell } from '../tests.ts'

/** Why it is on, by the NameNode's own words (FSNamesystem.getTip, BlockManagerSafeMode.getSafeModeTip). */
type Reason = 'blocks' | 'datanodes' | 'manual' | 'resources' | 'waiting' | 'unknown'

function reasonOf({ state: { safeModeText } }: Facts): Reason {
  if (/resources are low|low on resources/i.test(safeModeText)) return 'resources'
  if (/turned on manually/i.test(safeModeText)) return 'manual'
  if (/needs additional \d+ blocks/i.test(safeModeText)) return 'blocks'
  if (/live datanodes \d+ needs an additional/i.test(safeModeText)) return 'datanodes'
  if (/extension|will be turned off automatically in/i.test(safeModeText)) return 'waiting'
  return 'unknown'
}

const words: Readonly<Record<Reason, string>> = {
  blocks: 'blocks not yet reported',
  datanodes: 'too few DataNodes',
  manual: 'turned on by hand',
  resources: 'disk of the NameNode full',
  waiting: 'about to end',
  unknown: 'reason not told',
}

const isOn: Test = ({ state }) => ({
  holds: state.safeMode,
  text: state.safeMode ? `Safe mode was on. ${ownWords(state)}` : 'Safe mode was off',
  metric: null,
  at: null,
})

/** `Safe mode is ON. The reported blocks …`: what comes after the first words. */
function firstSentence(text: string): string {
  const rest = text.replace(/^Safe mode is ON\.?\s*/i, '').trim()
  return /^.*?\.(?=\s|$)/s.exec(rest)?.[0].trim() ?? rest
}

function ownWords({ safeModeText }: Facts['state']): string {
  const sentence = firstSentence(safeModeText)
  return sentence === '' ? 'It did not say why.' : `In its own words: ${sentence.replace(/\.?$/, '.')}`
}

const startedShortlyBefore: Test = ({ state, start }) => {
  if (state.startedAt === null) return { unmeasured: 'when the NameNode started', setting: null }
  const minutes = (start - state.startedAt) / 60_000
  return {
    // Large NameNodes need so long to load their image and hear of all blocks.
    holds: minutes <= 60,
    text:
      minutes <= 60
        ? 'The NameNode started within the hour before'
        : 'The NameNode had been up for over an hour',
    metric: null,
    at: null,
  }
}

const safeMode: Rule = {
  id: 'safe-mode',
  role: 'cause',
  reference: 'R48; Huawei alarm 14036; FSNamesystem.java',
  needs: [isOn],
  clues: [
    { weight: 1, test: startedShortlyBefore },
    { weight: 1, test: fell('TransactionsNumOps') },
    { weight: 1, test: counted('RegisterDatanodeNumOps@service') },
  ],
  // The NameNode says so itself.
  confidence: [0.9, 0.98],
  title: (facts) => `Safe mode (${words[reasonOf(facts)]})`,
  story: ({ state }) =>
    `The NameNode was in safe mode: it answers reads and refuses every change. ${ownWords(state)}`,
  checks: (facts) => [
    'hdfs dfsadmin -safemode get',
    ...(reasonOf(facts) === 'resources'
      ? ['df -h $(hdfs getconf -confKey dfs.namenode.name.dir | sed "s#file://##g; s#,# #g")']
      : [
          'hdfs dfsadmin -report | grep -E "Live|Dead|Missing"',
          'hdfs fsck / -list-corruptfileblocks | tail -5',
        ]),
  ],
  remedies: (facts) => remediesFor(reasonOf(facts)),
}

function remediesFor(reason: Reason): ReturnType<Rule['remedies']> {
  if (reason === 'manual')
    return [{ text: 'When the work on it is done: hdfs dfsadmin -safemode leave.', key: null, advised: null }]
  if (reason === 'resources')
    return [
      { text: 'Free the disk of the edits, then: hdfs dfsadmin -safemode leave.', key: null, advised: null },
    ]
  return [
    {
      text: 'Start the DataNodes that are missing. It ends on its own when enough blocks are reported; forcing it (hdfs dfsadmin -safemode leave) gives up what is missing.',
      key: null,
      advised: null,
    },
  ]
}

export const safeModeRules: readonly Rule[] = [safeMode]
