import { t } from '../../texts/texts.ts'

type Broken = { events: number; firstProblem: { message: string; path: string | null } | null }

/** Says where the audit log was changed, and how much of it fits before that. */
export function brokenText({ events, firstProblem }: Broken): string {
  const { message = '', path = null } = firstProblem ?? {}
  const where = path === null ? t('activity.brokenAt', { message }) : t('activity.broken', { path, message })
  return [where, t('activity.fitting', { events })].join(' ')
}
