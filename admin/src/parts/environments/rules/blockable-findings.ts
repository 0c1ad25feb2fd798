import { t } from '../../../texts/texts.ts'

/**
 * The codes of findings that can be an error of a draft, so that a rule can make them block, by what they are about. A
 * package without a start page is blocked everywhere, without a rule.
 */
export const blockableFindings = {
  links: [
    ...['LINK_MISSING', 'LINK_IGNORED', 'LINK_LOCAL_DISK', 'LINK_OUTSIDE', 'LINK_SPECIAL_CHARACTERS'],
    ...['CONTENT_INSECURE', 'SERVER_PAGE'],
  ],
  files: ['FILE_EMPTY', 'FILE_RESTRICTED', 'PAGE_UNREADABLE', 'IMAGE_UNSUPPORTED', 'SCRIPT_BLOCKED'],
  media: [
    ...['VIDEO_UNREADABLE', 'VIDEO_TRUNCATED', 'VIDEO_PROTECTED', 'VIDEO_WITHOUT_FILE', 'SOUND_UNREADABLE'],
    ...['SOUND_UNSUPPORTED', 'ANIMATION_OUTDATED'],
  ],
} as const satisfies Record<string, readonly string[]>

export type FindingGroup = keyof typeof blockableFindings

export const findingGroups = Object.keys(blockableFindings) as FindingGroup[]

/** What a finding is about, in words: `Links to files that do not exist`. A code that this page does not know stays. */
export const findingLabel = (code: string): string => t('environments.finding', { code })

/** Returns the codes among these that are in none of the groups. */
export const otherFindings = (codes: readonly string[]): string[] =>
  codes.filter(code => !findingGroups.some(group => (blockableFindings[group] as readonly string[]).includes(code)))
