// JSON as the JMX servlet writes it: bare NaN and Infinity become null. And how deep a parsed value goes.

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/gs

/** Parses JSON; where that fails, once more with bare NaN, Infinity and -Infinity outside strings made null. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!text.includes('NaN') && !text.includes('Infinity')) throw error
    return JSON.parse(text.replace(token, (found) => (found.startsWith('"') ? found : 'null')))
  }
}

/** A bean of hundreds of numbers, read by name only: going through it would take as long as parsing it did. */
const wideBean = 'Hadoop:service=NameNode,name=RpcDetailedActivityForPort'

/**
 * Whether objects and lists are nested in more than `levels` levels, the value itself being 1. Within the beans of the
 * single operations it does not look: nothing goes through their attributes.
 */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      if (typeof item === 'object' && isDeeperThan(item, levels - 1)) return true
    }
    return false
  }
  const { name } = value as { readonly name?: unknown }
  if (typeof name === 'string' && name.startsWith(wideBean)) return false
  for (const key in value) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (typeof member === 'object' && isDeeperThan(member, levels - 1)) return true
  }
  return false
}
