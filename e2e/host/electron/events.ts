// Events that listeners can prevent, as Electron's are.

export interface Preventable {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

/** An event with its facts. */
export function preventable<T extends object>(facts: T): Preventable & T {
  let isPrevented = false
  const event: Preventable = {
    get defaultPrevented() {
      return isPrevented
    },
    preventDefault: () => {
      isPrevented = true
    },
  }
  return Object.assign(event, facts)
}
