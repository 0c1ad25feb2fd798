import { t } from '../../texts/texts.ts'
import type { StatusTone } from '../status.tsx'
import { type FindingKind, kindOfCode } from './finding-kinds.ts'

/** The severities of findings, the most severe first. */
export const SEVERITIES = ['ERROR', 'WARNING', 'INFO'] as const

/** The severity of a finding. */
export type Severity = (typeof SEVERITIES)[number]
/** The number of findings by severity, without those that are ignored. */
export type FindingCounts = Record<Severity, number>

/** The tone of each severity. */
export const severityTones: Record<Severity, StatusTone> = { ERROR: 'failed', WARNING: 'attention', INFO: 'waiting' }

/** A severity in words. */
export function severityTitle(severity: Severity): string {
  return t('findings.severity', { severity })
}

const titles: Record<FindingKind, (code: string) => string> = {
  pages: code => t('findings.pageTitle', { code }),
  videos: code => t('findings.videoTitle', { code }),
  captions: code => t('findings.captionsTitle', { code }),
  media: code => t('findings.mediaTitle', { code }),
  links: code => t('findings.linkTitle', { code }),
  files: code => t('findings.fileTitle', { code }),
}

/** What a finding is about, in a few words, with the number of its places if there are several. */
export function findingTitle({ code, placeCount }: { code: string; placeCount: number }): string {
  const kind = kindOfCode(code)
  const title = kind ? titles[kind](code) : t('findings.otherTitle')
  return placeCount > 1 ? t('findings.titleWithPlaces', { title, count: placeCount }) : title
}

/** A place as one line of text: `lesson/a.html › line 3`. */
export function placeText({ path, line }: { path: string; line: number | null }): string {
  const name = path === '' ? t('findings.wholePackage') : path
  return line === null ? name : `${name} › ${t('findings.line', { line })}`
}

/** The name of a finding that tells it apart from all others: its title and its first place. */
export const findingName = (finding: { code: string; placeCount: number; path: string; line: number | null }): string =>
  `${findingTitle(finding)}, ${placeText(finding)}`
