// R32: look-ups of users' groups that take long.
import { figure } from '../../../../src-shared/figures.ts'
import { anyOf } from '../combined-tests.ts'
import { configuredValue } from '../commands.ts'
import type { Rule } from '../rule.ts'
import { notRaised, raised, spiked } from '../tests.ts'
import { logged } from '../who-tests.ts'
import { amount, effect } from '../words.ts'

/** A look-up that takes longer than any answer of a directory server of the same network, ms. */
const slowLookupMs = 50

const lookupLog = logged(
  'namenode',
  'NameNode log: no slow look-up (it is written from 5 s on)',
  ({ groupLookups }) => {
    const [longest] = groupLookups
    if (longest === undefined) return null
    return {
      text: `NameNode log: getGroups(user=${longest.user}) took ${figure(longest.ms)} ms`,
      at: longest.time,
    }
  },
)

const slowGroupLookup: Rule = {
  id: 'slow-group-lookup',
  role: 'cause',
  reference: 'R32; ApacheCon 2021, NameNode scalability (group look-up); Groups.java',
  needs: [raised('GetGroupsAvgTime', { atLeast: slowLookupMs })],
  clues: [
    { weight: 3, test: notRaised('GcTotalExtraSleepTime') },
    { weight: 2, test: lookupLog },
    // Whatever call comes first after the cache has expired waits for the look-up.
    {
      weight: 2,
      test: anyOf(raised('RpcProcessingTimeAvgTime', { steps: 1 }), spiked('GetFileInfoAvgTime')),
    },
    { weight: 2, test: notRaised('RpcProcessingTimeNumOps') },
    { weight: 1, test: notRaised('SyncsAvgTime') },
  ],
  confidence: [0.6, 0.95],
  title: () => 'Slow look-ups of users’ groups (LDAP, AD, SSSD)',
  story: (facts) =>
    `Looking up a user’s groups took ${amount(facts, 'GetGroupsAvgTime')}; the handler waits for it, whatever the call. ` +
    effect(facts),
  checks: () => [
    'time id USER # on the NameNode’s host, of a user who calls',
    "grep -h 'Potential performance problem: getGroups' /var/log/hadoop-hdfs/*namenode*.log* | tail -20",
    configuredValue('hadoop.security.group.mapping'),
    'sssctl domain-status $(sssctl domain-list | head -1)',
  ],
  remedies: () => [
    {
      text: 'Renew groups behind the calls, so that only the first look-up of a user waits.',
      key: 'hadoop.security.groups.cache.background.reload',
      advised: 'true',
    },
    {
      text: 'Keep groups longer, in seconds; who joins or leaves a group is then noticed later, or at once with hdfs dfsadmin -refreshUserToGroupsMappings.',
      key: 'hadoop.security.groups.cache.secs',
      advised: '7200',
    },
    {
      text: 'Keep unknown users, too, in seconds.',
      key: 'hadoop.security.groups.negative-cache.secs',
      advised: '60',
    },
    {
      text: 'Write down the groups of service users that call all the time.',
      key: 'hadoop.user.group.static.mapping.overrides',
      advised: null,
    },
  ],
}

export const groupRules: readonly Rule[] = [slowGroupLookup]
