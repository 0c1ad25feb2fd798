import { outdatedAnimations } from './animations.ts'
import { flawedCaptions, unmatchedCaptions, unsupportedTracks } from './captions.ts'
import { emptyFolders, ignoredFiles, incompleteIgnoreList, largeFiles, nameClashes } from './files.ts'
import * as links from './links.ts'
import {
  ambiguousRootPage,
  framesets,
  missingChosenPage,
  missingRootPage,
  multipleIndexPages,
  noInsertionPoint,
} from './root-page.ts'
import type { Rule } from './rule.ts'
import { deeplyNestedPages, garbledText, uncheckedTexts, unreadablePages } from './texts.ts'
import * as videos from './videos.ts'

/**
 * Lists all rules that check a package. An ERROR affects some teachers, a WARNING is probably a mistake, and an INFO is
 * good to know.
 */
export const rules: Rule[] = [
  { code: 'LINK_MISSING', severity: 'WARNING', find: links.missingLinks },
  { code: 'LINK_LETTER_CASE', severity: 'ERROR', find: links.letterCaseLinks },
  { code: 'LINK_UNICODE_FORM', severity: 'WARNING', find: links.unicodeFormLinks },
  { code: 'LINK_SPECIAL_CHARACTERS', severity: 'ERROR', find: links.specialCharacterLinks },
  { code: 'LINK_LOCAL_DISK', severity: 'ERROR', find: links.localDiskLinks },
  { code: 'LINK_OUTSIDE', severity: 'WARNING', find: links.outsideLinks },
  { code: 'CONTENT_INSECURE', severity: 'ERROR', find: links.insecureContent },
  { code: 'MEDIA_INSECURE', severity: 'WARNING', find: links.insecureMedia },
  { code: 'ROOT_PAGE_MISSING', severity: 'ERROR', find: missingRootPage },
  { code: 'ROOT_PAGE_UNCLEAR', severity: 'ERROR', find: ambiguousRootPage },
  { code: 'ROOT_PAGE_TWICE', severity: 'WARNING', find: multipleIndexPages },
  { code: 'ROOT_PAGE_GONE', severity: 'WARNING', find: missingChosenPage },
  { code: 'PLAYER_NOT_INSERTED', severity: 'ERROR', find: noInsertionPoint },
  { code: 'PLAYER_IN_FRAMESET', severity: 'WARNING', find: framesets },
  { code: 'PAGE_UNREADABLE', severity: 'ERROR', find: unreadablePages },
  { code: 'PAGE_NESTED_TOO_DEEP', severity: 'WARNING', find: deeplyNestedPages },
  { code: 'TEXT_GARBLED', severity: 'WARNING', find: garbledText },
  { code: 'CAPTIONS_UNREADABLE', severity: 'WARNING', find: flawedCaptions },
  { code: 'CAPTIONS_IN_TRACK', severity: 'WARNING', find: unsupportedTracks },
  { code: 'CAPTIONS_WITHOUT_VIDEO', severity: 'INFO', find: unmatchedCaptions },
  { code: 'VIDEO_UNREADABLE', severity: 'ERROR', find: videos.unreadableVideos },
  { code: 'VIDEO_TRUNCATED', severity: 'ERROR', find: videos.truncatedVideos },
  { code: 'VIDEO_PROTECTED', severity: 'ERROR', find: videos.protectedVideos },
  { code: 'VIDEO_ALTERNATE_BROKEN', severity: 'WARNING', find: videos.brokenAlternates },
  { code: 'VIDEO_WITHOUT_PICTURE', severity: 'WARNING', find: videos.videosWithoutPicture },
  { code: 'VIDEO_WITHOUT_FILE', severity: 'WARNING', find: videos.videosWithoutFile },
  { code: 'VIDEO_NOT_EMBEDDED', severity: 'WARNING', find: videos.notEmbeddedVideos },
  { code: 'VIDEO_ALTERNATE_SOURCE', severity: 'INFO', find: videos.alternateSources },
  { code: 'VIDEO_DECORATIVE', severity: 'INFO', find: videos.decorativeVideos },
  { code: 'ANIMATION_OUTDATED', severity: 'ERROR', find: outdatedAnimations },
  { code: 'NAME_CLASH', severity: 'WARNING', find: nameClashes },
  { code: 'FOLDER_EMPTY', severity: 'INFO', find: emptyFolders },
  { code: 'FILE_LARGE', severity: 'INFO', find: largeFiles },
  { code: 'FILE_NOT_CHECKED', severity: 'WARNING', find: uncheckedTexts },
  { code: 'IGNORED', severity: 'INFO', find: ignoredFiles },
  { code: 'IGNORE_LIST_INCOMPLETE', severity: 'WARNING', find: incompleteIgnoreList },
]
