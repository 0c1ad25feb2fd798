import { seal, unseal } from '@lectern/workflows/sealing'

const purpose = 'viewer key'

/**
 * Encrypts the secret with which a school's site signs its viewers' tokens, for `environment.viewer_secret`. `secret` is
 * LECTERN_SECRET.
 */
export const sealViewerSecret = (secret: string, text: string): Uint8Array<ArrayBuffer> => seal(secret, purpose, text)

/** Decrypts it. Throws when the row was changed, or was encrypted with another LECTERN_SECRET. */
export const unsealViewerSecret = (secret: string, sealed: Uint8Array): string => unseal(secret, purpose, sealed)
