/** The kinds by which findings are filtered, each with the codes of its findings. */
export const codesByKind = {
  pages: [
    ...['ROOT_PAGE_MISSING', 'ROOT_PAGE_UNCLEAR', 'ROOT_PAGE_GONE', 'PAGE_UNREADABLE', 'PAGE_NESTED_TOO_DEEP'],
    ...['SERVER_PAGE', 'FORM_WITHOUT_SERVER', 'PLAYER_NOT_INSERTED', 'TEXT_GARBLED', 'SCRIPT_BLOCKED'],
    'CONTENT_INSECURE',
  ],
  videos: [
    ...['VIDEO_UNREADABLE', 'VIDEO_TRUNCATED', 'VIDEO_PROTECTED', 'VIDEO_WITHOUT_FILE', 'VIDEO_WITHOUT_PICTURE'],
    ...['VIDEO_ALTERNATE_BROKEN', 'VIDEO_ALTERNATE_SOURCE', 'VIDEO_DECORATIVE', 'VIDEO_NOT_EMBEDDED'],
    ...['VIDEO_NOT_STREAMED', 'VIDEO_PICTURE_SHORT', 'VIDEO_SOUND_TRACKS', 'ANIMATION_OUTDATED'],
  ],
  captions: ['CAPTIONS_UNREADABLE', 'CAPTIONS_ENCODING', 'CAPTIONS_IN_TRACK', 'CAPTIONS_WITHOUT_VIDEO'],
  media: ['IMAGE_UNSUPPORTED', 'SOUND_UNSUPPORTED', 'SOUND_UNREADABLE', 'MEDIA_INSECURE'],
  links: [
    ...['LINK_MISSING', 'LINK_IGNORED', 'LINK_LETTER_CASE', 'LINK_UNICODE_FORM', 'LINK_SPECIAL_CHARACTERS'],
    ...['LINK_LOCAL_DISK', 'LINK_OUTSIDE'],
  ],
  files: [
    ...['FILE_EMPTY', 'FILE_LARGE', 'FILE_RESTRICTED', 'FILE_NOT_CHECKED', 'PACKAGE_NOT_CHECKED', 'FOLDER_EMPTY'],
    ...['NAME_CLASH', 'CONFLICTED_COPY', 'SECRET_PUBLISHED', 'IGNORED', 'IGNORE_LIST_INCOMPLETE'],
  ],
} as const satisfies Record<string, readonly string[]>

export type FindingKind = keyof typeof codesByKind

export const findingKinds = Object.keys(codesByKind) as FindingKind[]

/** Returns the codes of a kind of the address. Null for a text that is not a kind. */
export const codesOfKind = (kind: string | null): string[] | null =>
  kind !== null && Object.hasOwn(codesByKind, kind) ? [...codesByKind[kind as FindingKind]] : null

/** Returns the kind of a code. Undefined for a code of a newer server. */
export const kindOfCode = (code: string): FindingKind | undefined =>
  findingKinds.find(kind => (codesByKind[kind] as readonly string[]).includes(code))
