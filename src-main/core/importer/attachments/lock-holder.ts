// Who held the namesystem lock, out of the stack trace that the NameNode logs with a long hold.

/** Frames of the report itself, and of the lock around the operation. */
const around =
  /^(?:java|jdk|sun)\.|\.StringUtils\.getStackTrace|\.\w*FSNamesystemLock\.|\.FSNamesystem\.(?:read|write|cp)(?:Unl|L)ock/

/** `at ` in front in other traces; `java.base/` and `app//` since JDK 9. */
const frame = /^(?:[\w.@-]*\/{1,2})?(?:[\w$]+\.)+([\w$]+)\.([\w$<>]+)\([^()]*\)$/

/** `FSNamesystem.delete` out of a line of a stack trace; undefined where it is none, or no frame of an operation. */
export function holderIn(line: string): string | undefined {
  const text = line.trim().replace(/^at /, '')
  const [, type = '', method = ''] = frame.exec(text) ?? []
  if (type === '' || around.test(text)) return undefined
  // Names of lambdas and inner classes hold numbers that tell nothing.
  return `${type.replace(/\$.*/, '')}.${method.replace(/^lambda\$(\w+)\$\d+$/, '$1')}`
}

const known = (value: string | undefined): string | null =>
  value === undefined || value === 'null' || value === '' ? null : value

/** User and path out of `(ugi=etl (auth:SIMPLE),ip=/10.0.0.7,src=/tmp/x,dst=null,perm=null)` (FSNamesystem.getLockReportInfoSupplier). */
export function reportInfo(text: string): { readonly user: string | null; readonly path: string | null } {
  const src = text.indexOf(',src=')
  const dst = src < 0 ? -1 : text.indexOf(',dst=', src)
  return {
    user: known(/\bugi=([^\s,)]+)/.exec(text)?.[1]),
    path: dst < 0 ? null : known(text.slice(src + 5, dst)),
  }
}
