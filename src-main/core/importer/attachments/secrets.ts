// Leaves secrets out of a configuration, before anything of it is kept. Rather too much than too little: whatever looks like
// a secret by its key goes, as does what looks like one within a value.
import type { Setting } from './attachment-part.ts'

/** What stands in the place of a secret: ConfigRedactor's own word, so that `/conf` and a file look alike. */
export const redacted = '<redacted>'

/**
 * Hadoop's own list (CommonConfigurationKeysPublic.HADOOP_SECURITY_SENSITIVE_CONFIG_KEYS_DEFAULT: secret, password, username,
 * ssl.keystore.pass, fs.s3*secret*key, server-side-encryption.key, encryption.key, fs.azure.account.key, credential, oauth*token)
 * taken more widely: anywhere in the key, in any spelling, with the access keys, signatures and pass phrases of others.
 */
const sensitiveKey =
  /pass(?:w|phrase|code|$|[._-])|pwd|secret|credential|token|username|(?:access|account|private|encryption|api|auth|master|shared|signing)[._-]?key|sas[._-]|signature[._-]?key|sensitive-config-keys|keytab\.(?:content|base64)/i

/** The key that holds a site's own list of such keys. */
const ownList = 'hadoop.security.sensitive-config-keys'

/** `scheme://user:password@host`: all up to the last @ before the path. */
const userInfo = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^/\s?#"'<>]*@/gi
/** `-Djavax.net.ssl.keyStorePassword=x`, `jdbc:…;password=x`, `"secret": "x"` within a value. */
const assigned =
  /((?:pass(?:word|wd|phrase)?|pwd|secret|token|credential|access[._-]?key|api[._-]?key)[\w.-]{0,60}["']?\s{0,3}[=:]\s{0,3}["']?)[^\s;,&"']+/gi
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

/** A value without the secrets that can be told within it. */
function cleaned(value: string): string {
  return value.replace(pem, redacted).replace(userInfo, `$1${redacted}@`).replace(assigned, `$1${redacted}`)
}

/** Settings without their secrets, and how many were left out. Keys stay: that there is one is no secret. */
export function withoutSecrets(settings: readonly Setting[]): {
  readonly settings: readonly Setting[]
  readonly secrets: number
} {
  const patterns = ownPatterns(settings.find(([key]) => key === ownList)?.[1] ?? '')
  let secrets = 0
  const safe = settings.map(([key, value, isFinal]): Setting => {
    const kept = value === '' ? value : isSensitive(key, patterns) ? redacted : cleaned(value)
    if (kept !== value) secrets += 1
    return [key, kept, isFinal]
  })
  return { settings: safe, secrets }
}
