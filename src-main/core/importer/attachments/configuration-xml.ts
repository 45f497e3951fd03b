// Hadoop's configuration XML, exactly its form (org.apache.hadoop.conf.Configuration.Parser) and nothing more: no document type,
// no entities of its own, no includes. A strict reader of one page is safer here than a library that can do more.
import type { Setting } from './attachment-part.ts'

/** What a configuration file holds. */
export interface ConfigurationText {
  readonly settings: readonly Setting[]
  /** Files that the properties are from (`hdfs-default.xml`), as the servlet names them; empty in a file. */
  readonly resources: ReadonlySet<string>
  /** Includes that were not followed. */
  readonly includes: number
}

/** Deepest nesting that is read: configuration, configuration, property, name. */
const deepest = 8
/** Most properties: a running NameNode has about 2,000. */
const mostSettings = 100_000

/** Why a text is no configuration, for people: where, and never in the file's own words, which may be a part of a secret. */
export class ConfigurationFault extends Error {}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decoded(text: string): string {
  return text.replace(/&([^;\s&]{0,40});?/g, (whole, name: string) => {
    const known = entities[name]
    if (known !== undefined && whole.endsWith(';')) return known
    const [, hex, digits] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? []
    const code = hex === undefined ? Number(digits) : parseInt(hex, 16)
    if (!(code > 0 && code <= 0x10ffff))
      throw new ConfigurationFault('an & begins no entity of XML (write it &amp;)')
    return String.fromCodePoint(code)
  })
}

const attribute = /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

/** Attributes of a tag; throws where something else stands in it. */
function attributesOf(tag: string, from: number): Map<string, string> {
  const found = new Map<string, string>()
  let at = from
  for (;;) {
    attribute.lastIndex = at
    const one = attribute.exec(tag)
    if (one === null) break
    found.set(one[1] ?? '', decoded(one[2] ?? one[3] ?? ''))
    at = attribute.lastIndex
  }
  if (tag.slice(at).trim() !== '') throw noTag()
  return found
}

interface Property {
  name: string
  value: string | undefined
  isFinal: boolean
}

class Reader {
  readonly settings = new Map<string, Setting>()
  readonly resources = new Set<string>()
  includes = 0
  readonly #open: string[] = []
  #property: Property | undefined
  #text = ''

  get depth(): number {
    return this.#open.length
  }

  text(text: string): void {
    if (this.#property !== undefined) this.#text += text
    else if (text.trim() !== '') throw new ConfigurationFault('text outside of a property')
  }

  begin(name: string, attributes: ReadonlyMap<string, string>): void {
    if (this.depth === 0 && name !== 'configuration')
      throw new ConfigurationFault('another element than <configuration>')
    if (this.depth >= deepest) throw new ConfigurationFault(`nested deeper than ${deepest} levels`)
    this.#open.push(name)
    this.#text = ''
    if (/(?:^|:)include$/.test(name)) this.includes += 1
    if (name !== 'property') return
    if (this.#property !== undefined) throw new ConfigurationFault('a property within a property')
    const isFinal = attributes.get('final') === 'true'
    this.#property = { name: attributes.get('name') ?? '', value: attributes.get('value'), isFinal }
  }

  end(name: string): void {
    const open = this.#open.pop()
    if (open !== name) throw new ConfigurationFault('a tag closes another one than is open')
    const property = this.#property
    if (property === undefined) return
    const text = this.#text
    this.#text = ''
    // Names are trimmed, values are not: so does Hadoop; a value is shown trimmed all the same.
    if (name === 'name') property.name = text.trim()
    else if (name === 'value') property.value = text.trim()
    else if (name === 'final') property.isFinal = text.trim() === 'true'
    else if (name === 'source') this.resources.add(text.trim().split('/').at(-1) ?? '')
    else if (name === 'property') this.#keep(property)
  }

  #keep({ name, value, isFinal }: Property): void {
    this.#property = undefined
    if (name === '' || value === undefined || this.settings.get(name)?.[2] === true) return
    if (this.settings.size >= mostSettings)
      throw new ConfigurationFault(`more than ${mostSettings} properties`)
    this.settings.set(name, [name, value, isFinal])
  }
}

/** End of a construct that begins at `at`, behind `close`; throws where it does not end. */
function behind(text: string, close: string, at: number): number {
  const found = text.indexOf(close, at)
  if (found < 0) throw new ConfigurationFault('truncated: it ends in the midst of a tag or comment')
  return found + close.length
}

/** Reads a whole configuration. Throws ConfigurationFault, whose message says why and in which line. */
export function readConfigurationXml(text: string): ConfigurationText {
  const reader = new Reader()
  let at = 0
  try {
    while (at < text.length) at = readNext(reader, text, at)
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error
    const line = text.slice(0, at).split('\n').length
    throw new ConfigurationFault(`${error.message}, in or behind line ${String(line)}`)
  }
  if (reader.depth > 0) throw new ConfigurationFault('truncated: it ends before </configuration>')
  const { settings, resources, includes } = reader
  return { settings: [...settings.values()], resources, includes }
}

/** Reads a text and the tag, comment or instruction behind it; tells where that ends. */
function readNext(reader: Reader, text: string, at: number): number {
  const next = text.indexOf('<', at)
  reader.text(decoded(text.slice(at, next < 0 ? text.length : next)))
  if (next < 0) return text.length
  if (text.startsWith('<!--', next)) return behind(text, '-->', next + 4)
  if (text.startsWith('<?', next)) return behind(text, '?>', next)
  if (text.startsWith('<![CDATA[', next)) {
    const end = behind(text, ']]>', next)
    reader.text(text.slice(next + 9, end - 3))
    return end
  }
  if (text.startsWith('<!', next))
    throw new ConfigurationFault('it has a document type or entities of its own, which are not read')
  return readTag(reader, text, next)
}

const noTag = (): ConfigurationFault =>
  new ConfigurationFault('a < begins no tag of XML (in a value write it &lt;)')

function readTag(reader: Reader, text: string, start: number): number {
  const end = behind(text, '>', start)
  const tag = text.slice(start + 1, end - 1)
  const [, name = ''] = /^\/?([A-Za-z_][\w:.-]{0,80})/.exec(tag) ?? []
  if (name === '') throw noTag()
  if (tag.startsWith('/')) {
    if (tag.trim() !== `/${name}`) throw noTag()
    reader.end(name)
    return end
  }
  const isEmpty = tag.endsWith('/')
  reader.begin(name, attributesOf(isEmpty ? tag.slice(0, -1) : tag, name.length))
  if (isEmpty) reader.end(name)
  return end
}
