import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** The characters that 32 random bytes need in base 62. */
const randomLength = 43
/** The characters that a CRC-32 needs in base 62. */
const checksumLength = 6

const pattern = new RegExp(`^lect_[0-9A-Za-z]{${randomLength + checksumLength}}$`)

/** Creates the secret of an API token: `lect_`, 43 random characters, and a checksum of them in 6 characters. */
export function createTokenSecret(): string {
  const random = toBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), randomLength)
  return `lect_${random}${checksum(random)}`
}

/**
 * Returns the beginning of a secret, by which people tell tokens apart and find the one that a secret scanner reports:
 * `lect_` and four random characters. What remains is too long to guess.
 */
export const secretPrefix = (secret: string): string => secret.slice(0, 'lect_'.length + 4)

/**
 * Checks the format and the checksum of a secret. Secret scanners can do the same, so that they report no text that only
 * looks like a token. It does not say that the token exists.
 */
export function isTokenSecret(text: string): boolean {
  if (!pattern.test(text)) return false
  const random = text.slice('lect_'.length, -checksumLength)
  return text.endsWith(checksum(random))
}

const checksum = (random: string) => toBase62(BigInt(crc32(random)), checksumLength)

function toBase62(value: bigint, length: number): string {
  let digits = ''
  for (let rest = value; digits.length < length; rest /= 62n) digits = alphabet[Number(rest % 62n)] + digits
  return digits
}
