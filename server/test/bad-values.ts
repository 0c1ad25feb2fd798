/** Random values that clients should not send. `LECTERN_TEST_SEED` repeats those of an earlier run. */
import { randomFrom, randomSeed } from '../../sandbox/story/mixtures/random.ts'

const random = randomFrom(randomSeed)

/** Returns a random whole number from 0 to below `limit`. */
const below = (limit: number): number => Math.floor(random() * limit)

const oneOf = <T>(values: readonly T[]): T => values[below(values.length)]!

/** Texts that SQL, JSON, HTML, a path, or JavaScript could take for something else. */
const parts = [
  ...String.raw`" ' \ % _ %00 \u0000 $1 {{7*7}} ../ // : /etc <b> null -1 1e999 NaN {} [] __proto__ constructor`.split(
    ' ',
  ),
  ...'é ß İ 中 𝄞 👩‍🏫 e\u0301 \u0001 \u200f \u202e \ufeff \uffff'.split(' '),
  ...['\n', '\t', ' ', "' OR 1=1 --", '9'.repeat(30), 'a'.repeat(50)],
]
const joinedParts = (): string => Array.from({ length: 1 + below(5) }, () => oneOf(parts)).join('')

const encode = (text: string): string => Buffer.from(text).toString('base64url')

/** A text that can be stored, for an argument with this name. Some of those for cursors and ids can be decoded. */
export function randomText(name: string): string {
  const text = joinedParts().slice(0, 60).toWellFormed()
  const cursors = [[text], [below(99), null, text], text].map(value => encode(JSON.stringify(value)))
  const ids = ['Package', 'Draft', 'User', 'AuditEvent', 'Video', 'Nonsense', ''].map(type => encode(`${type}:${text}`))
  return oneOf([text, text, ...(['after', 'before'].includes(name) ? cursors : ids)])
}

const daysThatDoNotExist = [
  ...'2027-02-30 2027-02-29 2100-02-29 2027-04-31 2027-13-01 2027-00-10 2027-01-00 2027-1-1 0000-01-01 10000-01-01'.split(
    ' ',
  ),
  ...['', 'today'],
]
const timesThatDoNotExist = [
  ...daysThatDoNotExist.map(day => `${day}T00:00:00Z`),
  ...'2027-01-01T25:00:00Z 2027-01-01T00:60:00Z 2027-06-30T23:59:61Z 2027-01-01T00:00:00 2027-01-01'.split(' '),
]

/** Values that the API refuses. */
export const badValues = {
  /** Has NUL or half of a surrogate pair. Short enough for every argument. */
  unstorableText: () => joinedParts().slice(0, 4).toWellFormed() + oneOf(['\0', '\ud800', '\udfff', '\udc00\ud800']),
  longText: () => ''.padEnd(20_001 + below(1_000), oneOf(['x', 'ü', '👩‍🏫', ' ', '\\'])),
  longList: () => Array(1_001 + below(2_000)).fill('x'),
  longListOfStates: () => Array(1_001 + below(2_000)).fill('RUNNING'),
  dayThatDoesNotExist: () => oneOf(daysThatDoNotExist),
  timeThatDoesNotExist: () => oneOf(timesThatDoNotExist),
  object: () => oneOf([{ a: 1 }, { length: 3 }, { toString: 'x' }, JSON.parse('{"__proto__":{"a":1}}')]),
}
