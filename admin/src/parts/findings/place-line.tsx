import { t } from '../../texts/texts.ts'

/** A place in a package: the path (empty for the package itself) and, unless it is the whole file, the line. */
export function PlaceLine({ path, line }: { path: string; line: number | null }) {
  return (
    <>
      {path === '' ? t('findings.wholePackage') : path}
      {line !== null && <span> · {t('findings.line', { line })}</span>}
    </>
  )
}
