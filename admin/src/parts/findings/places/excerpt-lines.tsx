import { t } from '../../../texts/texts.ts'
import classes from '../findings.module.css'

/** The API returns the line with so many lines before it, if there are so many. */
const LINES_BEFORE = 2

/** Lines of a file with their numbers. The line of the place is highlighted, and the wrong text in it is marked. */
export function ExcerptLines({ path, line, lines, mark }: Props) {
  const first = Math.max(1, line - LINES_BEFORE)
  return (
    <ol className={classes.excerpt} aria-label={t('findings.excerpt', { line, path })}>
      {lines.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity, and never change
        <li key={index} data-line={first + index} data-current={first + index === line || undefined}>
          <code>
            {mark?.line === index ? <MarkedText text={text} start={mark.start} end={mark.end} /> : text || ' '}
          </code>
        </li>
      ))}
    </ol>
  )
}

function MarkedText({ text, start, end }: { text: string; start: number; end: number }) {
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  )
}

type Props = {
  path: string
  line: number
  lines: readonly string[]
  mark: { line: number; start: number; end: number } | null
}
