// `nativeTheme`: the colour scheme that the test chose.
import { configuration } from '../configuration.ts'

export const nativeTheme = { shouldUseDarkColors: configuration.colorScheme === 'dark' }
