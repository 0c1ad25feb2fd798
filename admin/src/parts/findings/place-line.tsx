import { t } from '../../texts/texts.ts'

/** A place in a package: the path and, unless it is the whole file, the line. */
export function PlaceLine({ path, line }: { path: string; line: number | null }) {
  return (
    <>
      {path}
      {line !== null && <span> · {t('findings.line', { line })}</span>}
    </>
  )
}
