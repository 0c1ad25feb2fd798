/** The first thing in a file of captions that nobody will see. */
export type CaptionFlaw = { line: number; message: string }

/** What can be wrong with captions, in words for the author. */
export const flawMessages = {
  noTimes: (example: string) => `These words have no times; above them belongs a line like «${example}».`,
  badTimes: (example: string) => `The times must be written like «${example}».`,
  backwards: 'The caption ends before it begins.',
}

const example = '00:01.000 --> 00:04.500'
const timePattern = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`
const timingPattern = new RegExp(String.raw`^${timePattern}[ \t]+-->[ \t]+${timePattern}(?:[ \t].*)?$`)

/** Does a text (without its byte order mark) begin as WebVTT does? */
export const isWebVtt = (text: string): boolean => /^WEBVTT(?:[ \t\r\n]|$)/.test(text)

/**
 * Reads captions by the rules of WebVTT and tells the first flaw; null: there is none. Players pass over what they do not understand, so that a
 * flaw means words that nobody sees. (WebVTT 4)
 */
export function findWebVttFlaw(text: string): CaptionFlaw | null {
  if (!isWebVtt(text)) return { line: 1, message: 'The first line must be the word WEBVTT.' }
  for (const block of parseBlocks(text.split(/\r\n?|\n/))) {
    const isCue = !/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(block.lines[0]!)
    const isHeader = block.line === 2
    if (!isCue || (isHeader && !block.lines.some(line => line.includes('-->')))) continue
    const flaw = findCueFlaw(block)
    if (flaw) return flaw
  }
  return null
}

type Block = { line: number; lines: string[] }

/** All but the first line, which is the word WEBVTT. */
function parseBlocks(lines: string[]): Block[] {
  const blocks: Block[] = []
  let block: Block | null = null
  for (let i = 1; i < lines.length; i++) {
    if (lines[i]!.trim() === '') block = null
    else if (block) block.lines.push(lines[i]!)
    else {
      block = { line: i + 1, lines: [lines[i]!] }
      blocks.push(block)
    }
  }
  return blocks
}

/** The times stand in the first line, or in the second, below the caption's name or number. */
function findCueFlaw({ line, lines }: Block): CaptionFlaw | null {
  const at = lines.findIndex(text => text.includes('-->'))
  if (at < 0 || at > 1) return { line, message: flawMessages.noTimes(example) }
  const match = timingPattern.exec(lines[at]!)
  if (!match) return { line: line + at, message: flawMessages.badTimes(example) }
  const [start, end] = [toSeconds(match.slice(1, 5)), toSeconds(match.slice(5, 9))]
  return end > start ? null : { line: line + at, message: flawMessages.backwards }
}

const toSeconds = ([hours, minutes, whole, thousandths]: (string | undefined)[]) =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(whole) + Number(thousandths) / 1000
