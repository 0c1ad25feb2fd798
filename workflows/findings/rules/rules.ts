import { outdatedAnimations } from './animations.ts'
import { flawedCaptions, legacyCaptions, unmatchedCaptions, unsupportedTracks } from './captions.ts'
import { emptyFiles } from './empty-files.ts'
import {
  conflictedCopies,
  emptyFolders,
  ignoredFiles,
  incompleteIgnoreList,
  largeFiles,
  nameClashes,
  publishedSecrets,
} from './files.ts'
import { unsupportedImages, unsupportedSounds } from './formats.ts'
import * as links from './links.ts'
import { notStreamedVideos, otherSoundTracks, shortPictures } from './picture-and-sound.ts'
import { restrictedFiles } from './restricted-files.ts'
import { pagesWithoutPlayer } from './root-page.ts'
import type { Rule } from './rule.ts'
import { blockedScripts } from './scripts.ts'
import { formsWithoutServer, serverPages } from './server-pages.ts'
import { deeplyNestedPages, garbledText, partlyCheckedPages, uncheckedTexts, unreadablePages } from './texts.ts'
import * as videos from './videos.ts'

/**
 * Lists all rules that check a package. ERROR: teachers see it broken. WARNING: probably not meant, or broken only when
 * followed. INFO: good to know. A rule may give a finding another severity, by how pages use what is wrong.
 */
export const rules: Rule[] = [
  { code: 'LINK_MISSING', severity: 'ERROR', find: links.missingLinks },
  { code: 'LINK_IGNORED', severity: 'ERROR', find: links.ignoredTargets },
  { code: 'LINK_LETTER_CASE', severity: 'INFO', find: links.letterCaseLinks },
  { code: 'LINK_UNICODE_FORM', severity: 'INFO', find: links.unicodeFormLinks },
  { code: 'LINK_SPECIAL_CHARACTERS', severity: 'ERROR', find: links.specialCharacterLinks },
  { code: 'LINK_LOCAL_DISK', severity: 'ERROR', find: links.localDiskLinks },
  { code: 'LINK_OUTSIDE', severity: 'ERROR', find: links.outsideLinks },
  { code: 'CONTENT_INSECURE', severity: 'ERROR', find: links.insecureContent },
  { code: 'MEDIA_INSECURE', severity: 'WARNING', find: links.insecureMedia },
  { code: 'PLAYER_NOT_INSERTED', severity: 'WARNING', find: pagesWithoutPlayer },
  { code: 'PAGE_UNREADABLE', severity: 'ERROR', find: unreadablePages },
  { code: 'PAGE_NESTED_TOO_DEEP', severity: 'WARNING', find: deeplyNestedPages },
  { code: 'TEXT_GARBLED', severity: 'WARNING', find: garbledText },
  { code: 'CAPTIONS_UNREADABLE', severity: 'WARNING', find: flawedCaptions },
  { code: 'CAPTIONS_ENCODING', severity: 'INFO', find: legacyCaptions },
  { code: 'CAPTIONS_IN_TRACK', severity: 'WARNING', find: unsupportedTracks },
  { code: 'CAPTIONS_WITHOUT_VIDEO', severity: 'INFO', find: unmatchedCaptions },
  { code: 'VIDEO_UNREADABLE', severity: 'ERROR', find: videos.unreadableVideos },
  { code: 'VIDEO_TRUNCATED', severity: 'ERROR', find: videos.truncatedVideos },
  { code: 'VIDEO_PROTECTED', severity: 'ERROR', find: videos.protectedVideos },
  { code: 'VIDEO_ALTERNATE_BROKEN', severity: 'WARNING', find: videos.brokenAlternates },
  { code: 'VIDEO_WITHOUT_PICTURE', severity: 'WARNING', find: videos.videosWithoutPicture },
  { code: 'SOUND_UNREADABLE', severity: 'ERROR', find: videos.brokenSounds },
  { code: 'VIDEO_WITHOUT_FILE', severity: 'ERROR', find: videos.videosWithoutFile },
  { code: 'VIDEO_NOT_EMBEDDED', severity: 'WARNING', find: videos.notEmbeddedVideos },
  { code: 'VIDEO_ALTERNATE_SOURCE', severity: 'INFO', find: videos.alternateSources },
  { code: 'VIDEO_DECORATIVE', severity: 'INFO', find: videos.decorativeVideos },
  { code: 'VIDEO_NOT_STREAMED', severity: 'INFO', find: notStreamedVideos },
  { code: 'VIDEO_PICTURE_SHORT', severity: 'WARNING', find: shortPictures },
  { code: 'VIDEO_SOUND_TRACKS', severity: 'INFO', find: otherSoundTracks },
  { code: 'ANIMATION_OUTDATED', severity: 'ERROR', find: outdatedAnimations },
  { code: 'SCRIPT_BLOCKED', severity: 'ERROR', find: blockedScripts },
  { code: 'IMAGE_UNSUPPORTED', severity: 'ERROR', find: unsupportedImages },
  { code: 'SOUND_UNSUPPORTED', severity: 'ERROR', find: unsupportedSounds },
  { code: 'NAME_CLASH', severity: 'WARNING', find: nameClashes },
  { code: 'FOLDER_EMPTY', severity: 'INFO', find: emptyFolders },
  { code: 'FILE_LARGE', severity: 'INFO', find: largeFiles },
  { code: 'FILE_LARGE', severity: 'INFO', find: partlyCheckedPages },
  { code: 'FILE_NOT_CHECKED', severity: 'WARNING', find: uncheckedTexts },
  { code: 'FILE_EMPTY', severity: 'ERROR', find: emptyFiles },
  { code: 'FORM_WITHOUT_SERVER', severity: 'WARNING', find: formsWithoutServer },
  { code: 'SERVER_PAGE', severity: 'WARNING', find: serverPages },
  { code: 'FILE_RESTRICTED', severity: 'ERROR', find: restrictedFiles },
  { code: 'IGNORED', severity: 'INFO', find: ignoredFiles },
  { code: 'CONFLICTED_COPY', severity: 'WARNING', find: conflictedCopies },
  { code: 'SECRET_PUBLISHED', severity: 'WARNING', find: publishedSecrets },
  { code: 'IGNORE_LIST_INCOMPLETE', severity: 'WARNING', find: incompleteIgnoreList },
]
