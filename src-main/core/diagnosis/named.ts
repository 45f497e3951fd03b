// Names of users, hosts and paths that the texts of a diagnosis hold, as the facts tell them: what a redaction must find there.
import type { Cause, Named } from '../../../src-shared/contract/analysis.ts'
import type { Facts } from './facts.ts'

/** The configuration keys of remedies whose values list users and groups. */
const listsUsers: ReadonlySet<string> = new Set(['hadoop.user.group.static.mapping.overrides'])

/** The parts of a value that lists users: `dr.who=;hue=hive,staff`. */
const partsOf = (value: string): string[] => value.split(/[\s,;=]+/)

/** Names in values of the configuration that a remedy quotes. */
function quotedUsers(causes: readonly Cause[]): string[] {
  return causes
    .flatMap(({ remedies }) => remedies)
    .filter(({ key }) => key !== null && listsUsers.has(key))
    .flatMap(({ current }) => (current === null || current === 'not set' ? [] : partsOf(current)))
}

/** How sentences speak of a name: `monitor` is also a word. */
type Forms = (name: string) => readonly string[]

const ofConnections: Forms = (name) => [`Connections of ${name}: `]
const ofCallers: Forms = (name) => [`put ${name} behind`, `, ${name} first`]
const ofHolds: Forms = (name) => [`(${name}, `, `(${name})`]
const ofLookups: Forms = (name) => [`(user=${name})`]
const ofCalls: Forms = (name) => [`${name} made `, `User ${name} `, ` by ${name}`, ` of ${name}`]
const anywhere: Forms = (name) => [name]

/**
 * The names that these causes' texts hold and that the incident's own list of users does not have; undefined where there are
 * none. Names without a letter or a digit are left out.
 */
export function namedIn(
  { who, logs }: Pick<Facts, 'who' | 'logs'>,
  causes: readonly Cause[],
): Named | undefined {
  const text = JSON.stringify(causes)
  const listed = new Set(who.users.map(({ user }) => user))
  const held = (names: readonly (string | null | undefined)[], forms: Forms): string[] =>
    names
      .filter((name) => name !== null)
      .filter((name) => name !== undefined)
      .filter((name) => /\p{L}|\d/u.test(name))
      .filter((name) => forms(name).some((form) => text.includes(JSON.stringify(form).slice(1, -1))))
  const spoken = [
    ...held(
      who.connections.map(({ user }) => user),
      ofConnections,
    ),
    ...held(
      who.callers.map(({ caller }) => caller),
      ofCallers,
    ),
    ...held(
      logs.commands.map(({ user }) => user),
      ofCalls,
    ),
    ...held(
      logs.lockHolds.map(({ user }) => user),
      ofHolds,
    ),
    ...held(
      logs.groupLookups.map(({ user }) => user),
      ofLookups,
    ),
    ...held(quotedUsers(causes), anywhere),
  ]
  const users = [...new Set(spoken)].filter((name) => !listed.has(name))
  const journals = (logs.slowJournals ?? []).map(({ journal }) => journal)
  const hosts = [...new Set(held(journals, anywhere))]
  const touched = [...logs.commands, ...logs.lockHolds].map(({ path }) => path)
  const paths = [...new Set(held(touched, anywhere))]
  return users.length + hosts.length + paths.length === 0 ? undefined : { users, hosts, paths }
}
