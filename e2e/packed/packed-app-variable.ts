// How the stand-in's parts tell each other where the packed app's files are.

/** The environment variable's name; its value is a folder. */
export const packedAppVariable = 'NNAD_STAND_IN_APP'
