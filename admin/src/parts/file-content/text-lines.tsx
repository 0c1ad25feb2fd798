import { Button } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../texts/texts.ts'
import classes from './text-lines.module.css'

/** Longer texts are shown on request, because so many rows slow down the page. */
const MAX_LINES = 1_000

/** A text with the numbers of its lines. */
export function TextLines({ text }: { text: string }) {
  const [isWhole, setIsWhole] = useState(false)
  const lines = text.split(/\r?\n/)
  const shown = isWhole ? lines : lines.slice(0, MAX_LINES)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard */}
      <section className={classes.text} aria-label={t('fileContent.text')} tabIndex={0}>
        <ol>
          {shown.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
            <li key={index}>{line || '\u200b'}</li>
          ))}
        </ol>
      </section>
      {shown.length < lines.length && (
        <Button variant="default" onClick={() => setIsWhole(true)}>
          {t('fileContent.allLines', { count: String(lines.length) })}
        </Button>
      )}
    </>
  )
}
