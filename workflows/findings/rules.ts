import { decoration } from '@lectern/schema/reads/decoration'
import { animations } from './animations.ts'
import { flawedCaptions, strayCaptions, unreadTracks } from './captions.ts'
import { emptyFolders, ignoredFiles, largeFiles, nameClashes } from './files.ts'
import * as links from './links.ts'
import { framesets, goneRoot, missingRoot, noPlace, severalIndexes, unclearRoot } from './root-page.ts'
import type { Rule } from './rule.ts'
import { garbledLetters, tangledPages, unreadablePages } from './texts.ts'
import * as videos from './videos.ts'

/**
 * All that the package doctor looks for. An ERROR is what some teacher will run into, a WARNING what is probably not meant so, INFO is good to
 * know.
 */
export const rules: Rule[] = [
  { code: 'LINK_MISSING', severity: 'WARNING', find: links.missing },
  { code: 'LINK_LETTER_CASE', severity: 'ERROR', find: links.letterCase },
  { code: 'LINK_UNICODE_FORM', severity: 'WARNING', find: links.unicodeForm },
  { code: 'LINK_SIGNS', severity: 'ERROR', find: links.signs },
  { code: 'LINK_LOCAL_DISK', severity: 'ERROR', find: links.localDisk },
  { code: 'LINK_OUTSIDE', severity: 'WARNING', find: links.outside },
  { code: 'CONTENT_INSECURE', severity: 'ERROR', find: links.insecureContent },
  { code: 'MEDIA_INSECURE', severity: 'WARNING', find: links.insecureMedia },
  { code: 'ROOT_PAGE_MISSING', severity: 'ERROR', find: missingRoot },
  { code: 'ROOT_PAGE_UNCLEAR', severity: 'ERROR', find: unclearRoot },
  { code: 'ROOT_PAGE_TWICE', severity: 'WARNING', find: severalIndexes },
  { code: 'ROOT_PAGE_GONE', severity: 'WARNING', find: goneRoot },
  { code: 'PLAYER_HAS_NO_PLACE', severity: 'ERROR', find: noPlace },
  { code: 'PLAYER_IN_FRAMESET', severity: 'WARNING', find: framesets },
  { code: 'PAGE_UNREADABLE', severity: 'ERROR', find: unreadablePages },
  { code: 'PAGE_TANGLED', severity: 'WARNING', find: tangledPages },
  { code: 'LETTERS_UNREADABLE', severity: 'WARNING', find: garbledLetters },
  { code: 'CAPTIONS_UNREADABLE', severity: 'WARNING', find: flawedCaptions },
  { code: 'CAPTIONS_IN_TRACK', severity: 'WARNING', find: unreadTracks },
  { code: 'CAPTIONS_WITHOUT_VIDEO', severity: 'INFO', find: strayCaptions },
  { code: 'VIDEO_UNREADABLE', severity: 'ERROR', find: videos.unreadable },
  { code: 'VIDEO_CUT_SHORT', severity: 'ERROR', find: videos.cutShort },
  { code: 'VIDEO_WITHOUT_PICTURE', severity: 'WARNING', find: videos.withoutPicture },
  { code: 'VIDEO_WITHOUT_FILE', severity: 'WARNING', find: videos.withoutFile },
  { code: 'VIDEO_NOT_EMBEDDED', severity: 'WARNING', find: videos.notEmbedded },
  { code: 'VIDEO_TWIN', severity: 'INFO', find: videos.twins },
  { code: decoration.code, severity: 'INFO', find: videos.decorations },
  { code: 'ANIMATION_OUTDATED', severity: 'ERROR', find: animations },
  { code: 'NAME_CLASH', severity: 'WARNING', find: nameClashes },
  { code: 'FOLDER_EMPTY', severity: 'INFO', find: emptyFolders },
  { code: 'FILE_LARGE', severity: 'INFO', find: largeFiles },
  { code: 'IGNORED', severity: 'INFO', find: ignoredFiles },
]
