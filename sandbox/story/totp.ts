import { createHmac } from 'node:crypto'

const periodSeconds = 30
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code that an authenticator app shows for a key in base 32 (RFC 6238). `offset`: periods from now. */
export function totpCode(key: string, offset = 0): string {
  const bits = [...key].map(letter => base32Alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / periodSeconds) + offset))
  const digest = createHmac('sha1', bytes).update(counter).digest()
  const start = digest.at(-1)! & 15
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
