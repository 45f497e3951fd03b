// `safeStorage`: turns bytes around, so that a secret that reaches a file as it is would be found; protects nothing.
import { configuration } from '../configuration.ts'

const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => 255 - byte))

export const safeStorage = {
  getSelectedStorageBackend: (): 'gnome_libsecret' | 'basic_text' =>
    configuration.hasKeyring ? 'gnome_libsecret' : 'basic_text',
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(true),
  encryptStringAsync: (text: string): Promise<Buffer> => Promise.resolve(turned(Buffer.from(text))),
  decryptStringAsync: (encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> =>
    Promise.resolve({ shouldReEncrypt: false, result: turned(encrypted).toString() }),
}
