// Where most calls went: the deepest folder, or path, that at least half of them touched.

interface Folder {
  readonly name: string
  calls: number
  readonly within: Map<string, Folder>
}

/** Deeper folders tell nobody more, and their number is the log's to choose. */
const deepest = 32

/**
 * The deepest folder or path with at least half of the calls; `/` where they have nothing in common, null without calls.
 * Paths are absolute; those that are not (none, `null`) do not count.
 */
export function majorityPath(weights: Iterable<readonly [path: string, calls: number]>): string | null {
  const root: Folder = { name: '', calls: 0, within: new Map() }
  for (const [path, calls] of weights) {
    if (!path.startsWith('/')) continue
    root.calls += calls
    let at = root
    for (const name of path.split('/', deepest).slice(1)) {
      if (name === '') continue
      const next = at.within.get(name) ?? { name, calls: 0, within: new Map() }
      next.calls += calls
      at.within.set(name, next)
      at = next
    }
  }
  if (root.calls === 0) return null
  const names: string[] = []
  for (let at: Folder | undefined = root; at !== undefined; at = heaviest(at, root.calls / 2)) {
    if (at !== root) names.push(at.name)
  }
  return `/${names.join('/')}`
}

function heaviest(folder: Folder, least: number): Folder | undefined {
  let best: Folder | undefined
  for (const one of folder.within.values()) if (best === undefined || one.calls > best.calls) best = one
  return best !== undefined && best.calls >= least ? best : undefined
}
