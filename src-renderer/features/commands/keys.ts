// Keys of commands: whether a press means one, and how people read them.

/** What of a KeyboardEvent decides. */
export interface Press {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

interface Wanted {
  readonly key: string
  readonly mod: boolean
  readonly shift: boolean
  readonly alt: boolean
}

/** `mod`, `K` of `mod+K`; a plus at the end is the key itself. */
function partsOf(keys: string): readonly string[] {
  const parts = keys.split('+').map((part) => part.trim())
  return keys.endsWith('+') ? [...parts.slice(0, -2), '+'] : parts
}

function wantedBy(keys: string): Wanted {
  const parts = partsOf(keys).map((part) => part.toLowerCase())
  return {
    key: parts.at(-1) ?? '',
    mod: parts.includes('mod'),
    shift: parts.includes('shift'),
    alt: parts.includes('alt'),
  }
}

const isLetter = (key: string): boolean => /^[a-z]$/.test(key)

/** Latin letters are found by their place on keyboards that write others. */
function pressedKey({ key, code }: Press): string {
  const place = /^Key([A-Z])$/.exec(code)?.[1]
  const isForeign = key.length === 1 && key > '~'
  return (isForeign && place !== undefined ? place : key).toLowerCase()
}

/** Whether a press means the keys, as in `mod+K`, `B`, `shift+B`, `?`, `Enter`; `mod` is Ctrl or Command. */
export function isPressed(keys: string, press: Press): boolean {
  const { key, mod, shift, alt } = wantedBy(keys)
  if (pressedKey(press) !== key || mod !== (press.ctrlKey || press.metaKey) || alt !== press.altKey)
    return false
  // Where signs such as ? need Shift depends on the keyboard.
  return shift === press.shiftKey || (!isLetter(key) && key.length === 1)
}

/** Whether the keys edit text, so that they belong to an input while one has the focus. */
export function isTyped(keys: string): boolean {
  const { key, mod } = wantedBy(keys)
  return !mod || 'acvxyz'.includes(key)
}

/** Whether buttons, links and the like take the key themselves while they have the focus. */
export function isTakenByControls(keys: string): boolean {
  return ['enter', 'space', ' '].includes(wantedBy(keys).key)
}

const macNames: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥' }
const otherNames: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' }

/** The keys as they stand on the keyboard: `Ctrl K`, on a Mac `⌘ K`. */
export function keysText(keys: string, isMac: boolean): string {
  const names = isMac ? macNames : otherNames
  return partsOf(keys)
    .map((part) => names[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
}
