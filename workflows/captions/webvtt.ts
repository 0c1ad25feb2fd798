/** The first part of a captions file that is not shown. */
export type CaptionFlaw = { line: number; message: string }

/** Flaws in captions, in words for the author. */
export const flawMessages = {
  noTimes: (example: string) => `This text has no times. Add a line like "${example}" above it.`,
  badTimes: (example: string) => `The times must be written like "${example}".`,
  backwards: 'The caption ends before it begins.',
}

const example = '00:01.000 --> 00:04.500'
const timePattern = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`
const timingPattern = new RegExp(String.raw`^${timePattern}[ \t]+-->[ \t]+${timePattern}(?:[ \t].*)?$`)

/** Returns whether a text (without its byte order mark) begins like WebVTT. */
export const isWebVtt = (text: string): boolean => /^WEBVTT(?:[ \t\r\n]|$)/.test(text)

/**
 * Finds the first flaw in WebVTT captions, or null if there is none. Players skip what they do not understand, so a
 * flaw is text that viewers do not see. (WebVTT 4)
 */
export function findWebVttFlaw(text: string): CaptionFlaw | null {
  if (!isWebVtt(text)) return { line: 1, message: 'The first line must begin with the word WEBVTT.' }
  for (const block of parseCueBlocks(text)) {
    const flaw = findCueFlaw(block)
    if (flaw) return flaw
  }
  return null
}

/** Counts the captions of WebVTT that players show. */
export const countShownCues = (text: string): number =>
  parseCueBlocks(text).filter(block => findCueFlaw(block) === null).length

type Block = { line: number; lines: string[] }

/** Returns the blocks of WebVTT without its header, comments, styles, and regions. */
const parseCueBlocks = (text: string): Block[] =>
  parseBlocks(text.split(/\r\n?|\n/)).filter(({ line, lines }) => {
    const isCue = !/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(lines[0]!)
    const isHeader = line === 2 && !lines.some(each => each.includes('-->'))
    return isCue && !isHeader
  })

/** Splits all lines except the first (WEBVTT) into blocks. */
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

/** Checks a cue. Its times are in the first line, or in the second below its name or number. */
function findCueFlaw({ line, lines }: Block): CaptionFlaw | null {
  const at = lines.findIndex(text => text.includes('-->'))
  if (at < 0 || at > 1) return { line, message: flawMessages.noTimes(example) }
  const match = timingPattern.exec(lines[at]!)
  if (!match) return { line: line + at, message: flawMessages.badTimes(example) }
  const [start, end] = [toSeconds(match.slice(1, 5)), toSeconds(match.slice(5, 9))]
  return end > start ? null : { line: line + at, message: flawMessages.backwards }
}

const toSeconds = ([hours, minutes, seconds, milliseconds]: (string | undefined)[]) =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(milliseconds) / 1000
