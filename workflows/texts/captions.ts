/** The first thing in a file of captions that a player does not take. */
export type CaptionFlaw = { line: number; words: string }

const time = {
  vtt: String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`,
  srt: String.raw`(\d+):([0-5]\d):([0-5]\d)[,.](\d{3})`,
}
const example = { vtt: '00:01.000 --> 00:04.500', srt: '00:00:01,000 --> 00:00:04,500' }
const timing = {
  vtt: new RegExp(String.raw`^${time.vtt}[ \t]+-->[ \t]+${time.vtt}(?:[ \t].*)?$`),
  srt: new RegExp(String.raw`^\s*${time.srt}\s*-->\s*${time.srt}(?:\s.*)?$`),
}

/**
 * Reads captions by the rules of their kind and tells the first flaw; null: there is none. Players pass over what they do not understand, so
 * that a flaw means words that nobody sees. (WebVTT 4; SubRip has no standard, players agree on this much.)
 */
export function flawInCaptions(text: string, kind: 'vtt' | 'srt'): CaptionFlaw | null {
  const lines = text.split(/\r\n?|\n/)
  if (kind === 'vtt' && !/^WEBVTT(?:[ \t]|$)/.test(lines[0]!))
    return { line: 1, words: 'The first line must be the word WEBVTT.' }
  let cues = 0
  for (const block of blocksOf(lines, kind === 'vtt' ? 1 : 0)) {
    const isCue = kind === 'srt' || !/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(block.lines[0]!)
    const isHeader = kind === 'vtt' && block.line === 2
    if (!isCue || (isHeader && !block.lines.some(line => line.includes('-->')))) continue
    const flaw = flawInCue(block, kind)
    if (flaw) return flaw
    cues++
  }
  return cues > 0 || kind === 'vtt' ? null : { line: 1, words: 'There are no captions in it.' }
}

type Block = { line: number; lines: string[] }

function blocksOf(lines: string[], from: number): Block[] {
  const blocks: Block[] = []
  let block: Block | null = null
  for (let i = from; i < lines.length; i++) {
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
function flawInCue({ line, lines }: Block, kind: 'vtt' | 'srt'): CaptionFlaw | null {
  const at = lines.findIndex(text => text.includes('-->'))
  if (at < 0 || at > 1)
    return { line, words: `These words have no times; above them belongs a line like «${example[kind]}».` }
  const match = timing[kind].exec(lines[at]!)
  if (!match) return { line: line + at, words: `The times must be written like «${example[kind]}».` }
  const [start, end] = [seconds(match.slice(1, 5)), seconds(match.slice(5, 9))]
  return end > start ? null : { line: line + at, words: 'The caption ends before it begins.' }
}

const seconds = ([hours, minutes, whole, thousandths]: (string | undefined)[]) =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(whole) + Number(thousandths) / 1000
