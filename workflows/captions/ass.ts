import { type Cue, type ParsedCaptions, sortCues } from './cue.ts'
import { cueText } from './cue-text.ts'
import { type CaptionFlaw, flawMessages } from './webvtt.ts'

const timePattern = /^\s*(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.:](\d{1,3}))?\s*$/
/** The columns of a caption when the file does not list them. */
const defaultColumns = 'layer,start,end,style,name,marginl,marginr,marginv,effect,text'.split(',')

/** Reads captions in SubStation Alpha (`.ssa`, `.ass`). Positions, colors, and fonts are left out. */
export function parseAss(text: string): ParsedCaptions {
  const cues: Cue[] = []
  let flaw: CaptionFlaw | null = null
  let columns = defaultColumns
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    const [, key, value] = /^\s*(format|dialogue)\s*:(.*)$/i.exec(line) ?? []
    if (key === undefined || value === undefined) continue
    if (key.toLowerCase() === 'format') {
      // The styles have a list of columns too.
      const listed = value
        .toLowerCase()
        .split(',')
        .map(name => name.trim())
      if (listed.includes('text')) columns = listed
      continue
    }
    const fields = splitFields(value, columns.length)
    const field = (name: string) => fields[columns.indexOf(name)] ?? ''
    const [start, end] = [toMilliseconds(field('start')), toMilliseconds(field('end'))]
    if (start === null || end === null) flaw ??= { line: at + 1, message: flawMessages.badTimes('0:00:01.00') }
    else if (end < start) flaw ??= { line: at + 1, message: flawMessages.backwards }
    else cues.push({ start, end, text: dialogueText(field('text')) })
  }
  return { cues: sortCues(cues), flaw }
}

/** Splits at commas. The last field may contain commas itself. */
function splitFields(value: string, count: number): string[] {
  const parts = value.split(',')
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(',')]
}

/** Returns the words of a caption. A drawing has none. */
function dialogueText(text: string): string {
  if (/\{[^{}]*\\p[1-9]/.test(text)) return ''
  return cueText(
    text
      .replace(/\{[^{}]*\}/g, '')
      .replace(/\\h/g, ' ')
      .split(/\\n/i),
  )
}

/** Converts a time to milliseconds. Null for anything else. */
function toMilliseconds(text: string): number | null {
  const [match, hours, minutes, seconds, fraction = ''] = timePattern.exec(text) ?? []
  if (match === undefined) return null
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
}
