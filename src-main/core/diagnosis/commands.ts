// Commands that rules advise to run next. Names of users come from the dump: what could leave the quotes is left out.
import { culpritName } from './who-tests.ts'
import type { Facts } from './facts.ts'

/** Where packages of Hadoop put the audit log; the plain release has it in $HADOOP_LOG_DIR. */
const auditLog = '/var/log/hadoop-hdfs/hdfs-audit.log'
const nameNodeLog = '/var/log/hadoop-hdfs/*namenode*.log*'

/** What a user's name may be made of in a command: Hadoop's short names, principals, paths. */
const safe = /^[\w.@/$-]+$/

const quoted = (name: string | null): string | null => (name !== null && safe.test(name) ? name : null)

/** What occurs most in the audit's lines of some command, of the culprit where one is known; operations are audit names. */
function auditMost(facts: Facts, operations: readonly string[], field: string): string {
  const user = quoted(culpritName(facts, operations))
  const [command = ''] = operations
  const ofUser = user === null ? '' : ` | grep -wF 'ugi=${user}'`
  // -w: `create` is not `createSnapshot`.
  return `grep -wF 'cmd=${command}' ${auditLog}${ofUser} | grep -o '${field}=[^[:space:]]*' | sort | uniq -c | sort -rn | head`
}

/** The paths that a command touched most. */
export function auditPaths(facts: Facts, operations: readonly string[]): string {
  return auditMost(facts, operations, 'src')
}

/** The addresses that a command came from most. */
export function auditAddresses(facts: Facts, operations: readonly string[]): string {
  return auditMost(facts, operations, 'ip')
}

/** Addresses that hold most connections to the client port. */
export function clientAddresses({ clientPort }: Facts): string {
  return `ss -tn 'sport = :${clientPort}' | awk 'NR > 1 {print $5}' | sed 's/:[0-9]*$//' | sort | uniq -c | sort -rn | head # clients by address`
}

/** Users and addresses that called most, of any command. */
export const auditUsers = `tail -n 200000 ${auditLog} | grep -o 'ugi=[^[:space:]]*.*cmd=[^[:space:]]*' | awk '{print $1, $NF}' | sort | uniq -c | sort -rn | head -20`

/** Running applications, of the culprit where one is known. */
export function runningApplications(facts: Facts, operations: readonly string[] = []): string {
  // YARN knows the short name: not `etl/host@REALM`.
  const user = quoted(culpritName(facts, operations))?.split(/[/@]/)[0] ?? null
  return `yarn application -list -appStates RUNNING${user === null ? '' : ` | grep -wF '${user}'`}`
}

/** One bean of the NameNode as it is now, at Hadoop's own port of the web page: another one before 3.0. */
export function jmx({ version }: Facts, bean: string): string {
  const port = version?.startsWith('2.') === true ? '50070' : '9870'
  return `curl -s 'http://localhost:${port}/jmx?qry=Hadoop:service=NameNode,name=${bean}'`
}

/** What the handlers are doing, three times: what stands in all three holds them. */
export const handlerStacks = `for i in 1 2 3; do jstack $(pgrep -f proc_namenode) | grep -A 12 'IPC Server handler'; sleep 2; done`

/** Lock holds that the NameNode has logged. */
export const loggedLockHolds = `grep -h -A 12 'lock held for' ${nameNodeLog} | tail -100`

/** A value of the configuration that the NameNode's host has. */
export function configuredValue(key: string): string {
  return `hdfs getconf -confKey ${key}`
}
