/** How long a spec waits for what must come, ms: a busy machine is slow, and only a failure takes so long. */
export const patience = 90_000
