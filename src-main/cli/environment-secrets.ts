// Secrets of a host without a keychain: from its environment, one variable each.
import { secretVariable } from '../../src-shared/contract/secrets.ts'
import { DeclaredError } from '../../src-shared/errors.ts'
import type { Secrets } from '../core/host.ts'

/** Reads secrets from environment variables; keeps none. */
export function environmentSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const refuse = (name: string): Promise<never> =>
    Promise.reject(
      new DeclaredError(
        'FORBIDDEN',
        `Without the desktop there is no keychain: set the environment variable ${secretVariable(name)} and start nnad again.`,
      ),
    )
  return {
    keeps: false,
    note: () => Promise.resolve('Read from environment variables when nnad starts; never written to disk.'),
    // An empty variable sets nothing.
    read: (name) => {
      const value = environment[secretVariable(name)]
      return Promise.resolve(value === '' ? undefined : value)
    },
    write: refuse,
    remove: refuse,
  }
}
