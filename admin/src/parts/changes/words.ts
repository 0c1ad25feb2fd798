/** A part of a line. `isChanged`: the other side does not have it there. */
export type Part = { text: string; isChanged: boolean }

/** Above this many pairs of words, only what the lines begin and end with is compared. */
const MAX_PAIRS = 40_000
/** Lines with less in common than this share are different as a whole. */
const MIN_COMMON = 0.3

/** Marks the words in which two lines differ. Lines with little in common have no marks, which would be noise. */
export function markWords(before: string, after: string): { before: Part[]; after: Part[] } {
  const [one, other] = [wordsOf(before), wordsOf(after)]
  const common = commonWords(one, other)
  const length = common.reduce((sum, [index]) => sum + one[index]!.trim().length, 0)
  if (length < MIN_COMMON * Math.max(before.trim().length, after.trim().length))
    return { before: [{ text: before, isChanged: false }], after: [{ text: after, isChanged: false }] }
  return {
    before: partsOf(one, new Set(common.map(([index]) => index))),
    after: partsOf(other, new Set(common.map(([, index]) => index))),
  }
}

const wordsOf = (line: string): string[] => line.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? []

/** Returns the indexes of the words that both lines have, in order. */
function commonWords(one: string[], other: string[]): [number, number][] {
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  let end = 0
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++
  const middle = longestCommon(one.slice(start, one.length - end), other.slice(start, other.length - end))
  return [
    ...Array.from({ length: start }, (_, index): [number, number] => [index, index]),
    ...middle.map(([a, b]): [number, number] => [a + start, b + start]),
    ...Array.from({ length: end }, (_, index): [number, number] => [
      one.length - end + index,
      other.length - end + index,
    ]),
  ]
}

function longestCommon(one: string[], other: string[]): [number, number][] {
  if (one.length * other.length > MAX_PAIRS) return []
  // lengths[a][b]: of the longest common sequence of one from a and other from b.
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0))
  for (let a = one.length - 1; a >= 0; a--)
    for (let b = other.length - 1; b >= 0; b--)
      lengths[a]![b] =
        one[a] === other[b] ? lengths[a + 1]![b + 1]! + 1 : Math.max(lengths[a + 1]![b]!, lengths[a]![b + 1]!)
  const found: [number, number][] = []
  for (let a = 0, b = 0; a < one.length && b < other.length; )
    if (one[a] === other[b]) found.push([a++, b++])
    else if (lengths[a + 1]![b]! >= lengths[a]![b + 1]!) a++
    else b++
  return found
}

/** Joins words to parts. A space between two changed words belongs to them. */
function partsOf(words: string[], common: ReadonlySet<number>): Part[] {
  const parts: Part[] = []
  for (const [index, text] of words.entries()) {
    const isBetweenChanged = text.trim() === '' && !common.has(index - 1) && !common.has(index + 1)
    const isChanged = !common.has(index) || (isBetweenChanged && index > 0 && index < words.length - 1)
    const last = parts.at(-1)
    if (last?.isChanged === isChanged) last.text += text
    else parts.push({ text, isChanged })
  }
  return parts
}
