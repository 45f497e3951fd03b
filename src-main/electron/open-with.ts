// What the app was asked to open: files by "Open with" or the command line, and nnad:// links; from its own start, from a second
// one, or from macOS.
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { App } from 'electron'
import { z } from 'zod'
import { addressOfLink, isDeepLink } from './deep-link.ts'

/** Files by absolute path, and links; both may be empty. Also what a second start hands to the first. */
const Request = z.object({ files: z.array(z.string()).max(1000), links: z.array(z.string()).max(10) })
export type Request = Readonly<z.infer<typeof Request>>

/** What opens things, once there is a window. */
interface Opener {
  /** Imports files and folders by their paths, as a drop does. */
  readonly files: (paths: readonly string[]) => void
  /** Shows an address of the screens. */
  readonly address: (address: string) => void
  /** Brings the window to the front. */
  readonly show: () => void
  readonly log: (message: string) => void
}

/** Files that are opened together come one by one: so long after the last one they are one import, ms. */
const together = 100

/**
 * What a command line asks for. Flags are not ours to open. Whoever makes a link can put words behind it on some systems: with a
 * link nothing else counts. `isPackaged`: no argument names the app itself.
 */
export function requestOf(argv: readonly string[], folder: string, isPackaged: boolean): Request {
  const words = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'))
  const given = isPackaged ? words : words.slice(1)
  const link = given.find(isDeepLink)
  if (link !== undefined) return { files: [], links: [link] }
  return { files: given.map((file) => path.resolve(folder, file)), links: [] }
}

/** Makes nnad:// links ours where the installer does not: on Windows. Elsewhere the package's own files say so. */
export function takeLinks(app: App): void {
  if (process.platform === 'win32' && app.isPackaged) app.setAsDefaultProtocolClient('nnad')
}

/** Hears what is to be opened from the first moment on, and keeps it until there is a window. */
export class Inbox {
  #waiting: Request = { files: [], links: [] }
  #opener: Opener | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(app: App, first: Request) {
    this.#waiting = first
    app.on('second-instance', (_event, _argv, _folder, data) => {
      const request = Request.safeParse(data)
      this.#opener?.show()
      if (request.success) this.#take(request.data)
    })
    // macOS tells both by events, also those that the app was started for.
    app.on('open-url', (event, link) => {
      event.preventDefault()
      this.#take({ files: [], links: [link] })
    })
    app.on('open-file', (event, file) => {
      event.preventDefault()
      this.#take({ files: [file], links: [] })
    })
  }

  #take({ files, links }: Request): void {
    const { files: before, links: linksBefore } = this.#waiting
    this.#waiting = { files: [...before, ...files], links: [...linksBefore, ...links] }
    if (this.#opener === undefined) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#open(), together)
  }

  #open(): void {
    const opener = this.#opener
    if (opener === undefined) return
    const { files, links } = this.#waiting
    this.#waiting = { files: [], links: [] }
    const missing = files.filter((file) => !existsSync(file))
    for (const file of missing) opener.log(`Not opened, since it is not there: ${file}`)
    const present = files.filter((file) => !missing.includes(file))
    if (present.length > 0) opener.files(present)
    for (const link of links) {
      const address = addressOfLink(link)
      if (address === undefined) opener.log(`Not opened, since it names no screen: ${link.slice(0, 200)}`)
      else opener.address(address)
    }
  }

  /** Opens what waits, and from now on what comes. */
  openWith(opener: Opener): void {
    this.#opener = opener
    this.#open()
  }
}
