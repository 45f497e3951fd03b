// Commands that rules advise to run next. Names of users come from the dump: what could leave the quotes is left out.
import { culpritName } from './who-tests.ts'
import type { Facts } from './facts.ts'

/** Where packages of Hadoop put the audit log; the plain release has it in $HADOOP_LOG_DIR. */
const auditLog = '/var/log/hadoop-hdfs/hdfs-audit.log'
const nameNodeLog = '/var/log/hadoop-hdfs/*namenode*.log*'

/** What a user's name may be made of in a command: Hadoop's short names, principals, paths. */
const safe = /^[\w.@/$-]+$/

const quoted = (name: string | null): string | null => (name !== null && safe.test(name) ? name : null)

/** The paths that a command touched most, of the culprit where one is known; operations are audit names. */
export function auditPaths(facts: Facts, operations: readonly string[]): string {
  const user = quoted(culpritName(facts, operations))
  const [command = ''] = operations
  const ofUser = user === null ? '' : ` | grep -F 'ugi=${user}'`
  const paths = `grep -o 'src=[^[:space:]]*' | sort | uniq -c | sort -rn | head -20`
  return `grep -F 'cmd=${command}' ${auditLog}${ofUser} | ${paths}`
}

/** Users and addresses that called most, of any command. */
export const auditUsers = `tail -n 200000 ${auditLog} | grep -o 'ugi=[^[:space:]]*.*cmd=[^[:space:]]*' | awk '{print $1, $NF}' | sort | uniq -c | sort -rn | head -20`

/** Running applications, of the culprit where one is known. */
export function runningApplications(facts: Facts, operations: readonly string[] = []): string {
  const user = quoted(culpritName(facts, operations))
  return `yarn application -list -appStates RUNNING${user === null ? '' : ` | grep -wF '${user}'`}`
}

/** One bean of the NameNode as it is now; the port is that of its web page. */
export function jmx(bean: string): string {
  return `curl -s 'http://localhost:9870/jmx?qry=Hadoop:service=NameNode,name=${bean}'`
}

/** What the handlers are doing, three times: what stands in all three holds them. */
export const handlerStacks = `for i in 1 2 3; do jstack $(pgrep -f proc_namenode) | grep -A 12 'IPC Server handler'; sleep 2; done`

/** Lock holds that the NameNode has logged. */
export const loggedLockHolds = `grep -h -A 12 'lock held for' ${nameNodeLog} | tail -100`

/** A value of the configuration that the NameNode's host has. */
export function configuredValue(key: string): string {
  return `hdfs getconf -confKey ${key}`
}
