/** HS256 needs a key of 256 bits. */
const SECRET_BYTES = 32

/** Returns a new secret for HS256, in characters that may stand in any configuration file (base64url). */
export const randomSecret = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
