// Leaves secrets out of a configuration, before anything of it is kept. Rather too much than too little: whatever looks like
// a secret by its key goes, as does what looks like one within a value.
import type { Setting } from './attachment-part.ts'

/** What stands in the place of a secret: ConfigRedactor's own word, so that `/conf` and a file look alike. */
export const redacted = '<redacted>'

/**
 * Hadoop's own list (CommonConfigurationKeysPublic.HADOOP_SECURITY_SENSITIVE_CONFIG_KEYS_DEFAULT: secret, password, username,
 * ssl.keystore.pass, fs.s3*secret*key, server-side-encryption.key, encryption.key, fs.azure.account.key, credential, oauth*token)
 * taken more widely: anywhere in the key, in any spelling, with the access keys, signatures and pass phrases of others, and what
 * ZooKeeper is told who one is by (ha.zookeeper.auth: `digest:user:password`).
 */
const sensitiveKey =
  /pass(?:w|phrase|code|$|[._-])|pwd|secret|credential|token|username|(?:access|account|private|encryption|api|auth|master|shared|signing)[._-]?key|sas[._-]|signature[._-]?key|sensitive-config-keys|keytab\.(?:content|base64)|(?:zookeeper|zk)[._-](?:auth|acl)(?![a-z])/i

/** The key that holds a site's own list of such keys. */
const ownList = 'hadoop.security.sensitive-config-keys'

/** `scheme://user:password@host`: all up to the last @, since passwords hold what a path begins with, too. */
const userInfo = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"'<>]{0,300}@/gi
/** `-Djavax.net.ssl.keyStorePassword=x`, `jdbc:…;password=x`, `"secret": "x y"`, `--password x` within a value: to the next blank. */
const assigned =
  /((?:(?:pass(?:word|wd|phrase)?|pwd|secret|token|credential|delegation|signature|access[._-]?key|api[._-]?key)[\w.-]{0,60}["']?\s{0,3}[=:]|-[\w.-]{0,60}(?:pass(?:word|wd|phrase)?|pwd|secret|token)\s)\s{0,3})(?:"[^"]*"?|'[^']*'?|[^\s"'][^\s]*)/gi
/** What ZooKeeper takes as an identity. */
const digest = /\b(digest:[^\s:,]{1,100}:)[^\s,]+/gi
/** Bodies of keys in PEM. */
const pem = /-----BEGIN [A-Z ]{0,40}-----[\s\S]*/g

/** Whether a key's value is left out, by its name or by the site's own patterns. */
function isSensitive(key: string, patterns: readonly (readonly string[])[]): boolean {
  return sensitiveKey.test(key) || patterns.some((parts) => holdsInOrder(key, parts))
}

/**
 * The site's patterns are Java expressions of whoever wrote the file: running them could take for ever. Their plain
 * parts in this order, whatever stands between, match all that they do, and more.
 */
function ownPatterns(list: string): string[][] {
  return list
    .split(/[,\n]/)
    .slice(0, 100)
    .map((pattern) => pattern.split(/[^\w-]+/).filter((part) => part.length > 1))
    .filter((parts) => parts.join('').length > 3)
}

function holdsInOrder(key: string, parts: readonly string[]): boolean {
  let at = 0
  for (const part of parts) {
    const found = key.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}

/** A text (a value, a path) without the secrets that can be told within it. */
export function withoutSecretParts(text: string): string {
  return text
    .replace(pem, redacted)
    .replace(userInfo, `$1${redacted}@`)
    .replace(digest, `$1${redacted}`)
    .replace(assigned, `$1${redacted}`)
}

/** Settings without their secrets, and how many were left out. Keys stay: that there is one is no secret. */
export function withoutSecrets(settings: readonly Setting[]): {
  readonly settings: readonly Setting[]
  readonly secrets: number
} {
  const patterns = ownPatterns(settings.find(([key]) => key === ownList)?.[1] ?? '')
  let secrets = 0
  const safe = settings.map(([key, value, isFinal]): Setting => {
    const kept = value === '' ? value : isSensitive(key, patterns) ? redacted : withoutSecretParts(value)
    if (kept !== value) secrets += 1
    return [key, kept, isFinal]
  })
  return { settings: safe, secrets }
}
