/**
 * The codes of all findings, those first that hurt teachers most. Environments name them in their policies: a migration
 * must remove a code that goes.
 */
export const findingCodes = [
  // The package does not open, or a page of it does not.
  ...(['ROOT_PAGE_MISSING', 'ROOT_PAGE_UNCLEAR', 'ROOT_PAGE_GONE', 'PAGE_UNREADABLE', 'SERVER_PAGE'] as const),
  // A video or an animation does not play.
  ...(['VIDEO_UNREADABLE', 'VIDEO_TRUNCATED', 'VIDEO_PROTECTED', 'VIDEO_WITHOUT_FILE', 'ANIMATION_OUTDATED'] as const),
  // A part of a page is missing.
  ...(['SCRIPT_BLOCKED', 'CONTENT_INSECURE', 'FILE_RESTRICTED', 'LINK_MISSING', 'LINK_IGNORED'] as const),
  ...(['LINK_SPECIAL_CHARACTERS', 'LINK_LOCAL_DISK', 'LINK_OUTSIDE', 'FILE_EMPTY'] as const),
  ...(['IMAGE_UNSUPPORTED', 'SOUND_UNREADABLE', 'SOUND_UNSUPPORTED', 'MEDIA_INSECURE'] as const),
  // Everybody can see a secret.
  'SECRET_PUBLISHED',
  // Something works worse than it could.
  ...(['VIDEO_WITHOUT_PICTURE', 'VIDEO_ALTERNATE_BROKEN', 'VIDEO_PICTURE_SHORT', 'VIDEO_NOT_EMBEDDED'] as const),
  ...(['CAPTIONS_UNREADABLE', 'CAPTIONS_IN_TRACK', 'TEXT_GARBLED', 'FORM_WITHOUT_SERVER'] as const),
  ...(['PLAYER_NOT_INSERTED', 'PAGE_NESTED_TOO_DEEP', 'NAME_CLASH', 'CONFLICTED_COPY'] as const),
  ...(['PACKAGE_NOT_CHECKED', 'FILE_NOT_CHECKED', 'IGNORE_LIST_INCOMPLETE'] as const),
  // Good to know.
  ...(['CAPTIONS_ENCODING', 'CAPTIONS_WITHOUT_VIDEO', 'VIDEO_SOUND_TRACKS', 'VIDEO_NOT_STREAMED'] as const),
  ...(['VIDEO_ALTERNATE_SOURCE', 'VIDEO_DECORATIVE', 'LINK_LETTER_CASE', 'LINK_UNICODE_FORM'] as const),
  ...(['FILE_LARGE', 'FOLDER_EMPTY', 'IGNORED'] as const),
] as const

export type FindingCode = (typeof findingCodes)[number]
