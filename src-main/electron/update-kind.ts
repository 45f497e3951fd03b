// What kinds of installation can take the place of themselves, and what the others have to do.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** An installation that updates itself, by what it is; or what to do instead, for people. */
export type UpdateKind = { readonly installs: 'appimage' | 'nsis' | 'mac' } | { readonly instead: string }

/** What is known of how this app was installed. */
export interface Installation {
  readonly platform: NodeJS.Platform
  /** Whether this is a packed app, not the sources. */
  readonly isPackaged: boolean
  /** The running executable. */
  readonly executable: string
  /** Folder that electron-builder leaves notes in, beside the archive. */
  readonly resources: string
  readonly env: Readonly<Partial<Record<string, string>>>
}

const notes = 'app-update.yml'

/** electron-builder's notes for the updater: the feed, and whose signature an installer must have where this one is signed; undefined where it was built without a feed. */
export function updateNotes(resources: string): string | undefined {
  const file = path.join(resources, notes)
  return existsSync(file) ? file : undefined
}

/** The feed that the release of this build was told of. */
export function suggestedFeed(resources: string): string | undefined {
  const file = updateNotes(resources)
  return file === undefined ? undefined : /^url: *['"]?([^\s'"]+)/m.exec(readFileSync(file, 'utf8'))?.[1]
}

/** `deb`, `rpm`; undefined where electron-builder made no such package of it. */
function packageType(resources: string): string | undefined {
  const file = path.join(resources, 'package-type')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

function mayReplace(file: string): boolean {
  try {
    accessSync(path.dirname(file), constants.W_OK)
    return true
  } catch {
    return false
  }
}

function linuxKind({ env, executable, resources }: Installation): UpdateKind {
  const { APPIMAGE: file, APPDIR: mounted } = env
  // Whoever was started by another AppImage has that one's variables.
  if (file !== undefined && mounted !== undefined && executable.startsWith(mounted + path.sep)) {
    return mayReplace(file)
      ? { installs: 'appimage' }
      : { instead: `This user may not replace ${file}: put the new AppImage there as one who may.` }
  }
  const type = packageType(resources)
  return {
    instead:
      type === undefined
        ? 'This nnad does not replace itself: install the new version the way this one was installed.'
        : `This nnad was installed as a ${type} package: install the new one with the system’s package manager.`,
  }
}

/** How this installation is updated. */
export function updateKind(installation: Installation): UpdateKind {
  const { platform, isPackaged, resources } = installation
  if (platform === 'linux') return linuxKind(installation)
  if (!isPackaged)
    return { instead: 'This nnad runs from its sources, which are updated with their repository.' }
  if (platform === 'darwin') return { installs: 'mac' }
  // A signed build that lost its notes would take an installer without a signature.
  return updateNotes(resources) === undefined
    ? {
        instead:
          'This build was made without a feed, and does not say whose signature a new installer must have: get that where this one ' +
          'came from.',
      }
    : { installs: 'nsis' }
}
