export const findings = {
  severity: '{severity, select, ERROR {Needs fixing} WARNING {Worth checking} other {Good to know}}',
  pageTitle: `{code, select,
    ROOT_PAGE_MISSING {No start page}
    ROOT_PAGE_UNCLEAR {Start page not clear}
    ROOT_PAGE_GONE {Chosen start page is gone}
    PAGE_UNREADABLE {Page cannot be read}
    PAGE_NESTED_TOO_DEEP {Page is nested too deeply}
    SERVER_PAGE {Page needs a web server}
    FORM_WITHOUT_SERVER {Answers of a form are lost}
    PLAYER_NOT_INSERTED {Page without a video player}
    TEXT_GARBLED {Text is garbled}
    SCRIPT_BLOCKED {Script or style sheet is blocked}
    CONTENT_INSECURE {Part of the page is blocked: http}
    other {Problem}}`,
  videoTitle: `{code, select,
    VIDEO_UNREADABLE {Video cannot be read}
    VIDEO_TRUNCATED {Video is cut off}
    VIDEO_PROTECTED {Video is copy-protected}
    VIDEO_WITHOUT_FILE {Video is missing}
    VIDEO_WITHOUT_PICTURE {Video has no picture}
    VIDEO_ALTERNATE_BROKEN {Another format of a video is broken}
    VIDEO_ALTERNATE_SOURCE {Same video in another format}
    VIDEO_DECORATIVE {Decorative video}
    VIDEO_NOT_EMBEDDED {Video opens outside the page}
    VIDEO_NOT_STREAMED {Video plays from its file}
    VIDEO_PICTURE_SHORT {Picture ends before the sound}
    VIDEO_SOUND_TRACKS {Video has several sound tracks}
    ANIMATION_OUTDATED {Animation no longer plays}
    other {Problem}}`,
  captionsTitle: `{code, select,
    CAPTIONS_UNREADABLE {Captions cannot be read}
    CAPTIONS_ENCODING {Check how captions were read}
    CAPTIONS_IN_TRACK {Captions have the wrong format}
    CAPTIONS_WITHOUT_VIDEO {Captions without a video}
    other {Problem}}`,
  mediaTitle: `{code, select,
    IMAGE_UNSUPPORTED {Image format is not supported}
    SOUND_UNSUPPORTED {Sound format is not supported}
    SOUND_UNREADABLE {Sound cannot be read}
    MEDIA_INSECURE {Image or sound over http}
    other {Problem}}`,
  linkTitle: `{code, select,
    LINK_MISSING {File is missing}
    LINK_IGNORED {Linked file is not published}
    LINK_LETTER_CASE {Letter case differs}
    LINK_UNICODE_FORM {Accents are stored differently}
    LINK_SPECIAL_CHARACTERS {Special characters in a name}
    LINK_LOCAL_DISK {Link to your own computer}
    LINK_OUTSIDE {Link leads out of the folder}
    other {Problem}}`,
  fileTitle: `{code, select,
    FILE_EMPTY {File is empty}
    FILE_LARGE {Large file}
    FILE_RESTRICTED {File is held back by Dropbox}
    FILE_NOT_CHECKED {File could not be checked}
    PACKAGE_NOT_CHECKED {Package could not be checked}
    FOLDER_EMPTY {Empty folder}
    NAME_CLASH {Names differ only in letter case}
    CONFLICTED_COPY {Conflicted copy}
    SECRET_PUBLISHED {Secret is visible to everyone}
    IGNORED {File is not published}
    IGNORE_LIST_INCOMPLETE {Ignore list is too long}
    other {Problem}}`,
  otherTitle: 'Problem',
  titleWithPlaces: '{title} · {count, plural, one {# place} other {# places}}',
  kind: '{kind, select, pages {Pages} videos {Videos and animations} captions {Captions} media {Images and sound} links {Links} files {Files} other {Other}}',
  line: 'line {line, number}',
  wholePackage: 'The whole package',
  noneTitle: 'No problems found in {files, plural, one {# file} other {# files}}',
  none: 'Every page, image, and video that this package uses is there.',
  noneOpen: 'Everything that was found is ignored.',
  noMatchTitle: 'No findings match',
  noMatch: 'Change or clear the filters to see more.',
  checking: 'Lectern is synchronizing. The findings are those of the draft before, until it ends.',
  notCheckedTitle: 'This package could not be checked',
  notChecked: 'Problems may be missing from this list. The finding below says why.',
  filters: 'Filter findings',
  severityFilter: 'Importance',
  anySeverity: 'Any importance',
  kindFilter: 'Kind',
  anyKind: 'Any kind',
  folderFilter: 'Folder',
  anyFolder: 'Any folder',
  stateFilter: 'Show',
  state:
    '{state, select, new {New since the last synchronization} blocking {Blocks publishing} ignored {Ignored} other {All open findings}}',
  clearFilters: 'Clear filters',
  count: '{count, plural, one {# finding} other {# findings}}',
  newCount: '{count, number} new since the last synchronization',
  ignoredCount: '{count, number} ignored',
  fixedCount: '{count, number} fixed since the last synchronization',
  fixed: 'Fixed since the last synchronization',
  fixedLeftOut: 'And {count, number} more.',
  list: 'Findings',
  pages: 'Pages of findings',
  isNew: 'New',
  blocks: 'Blocks publishing to {environments}',
  fix: 'Fix:',
  places: 'Places: {name}',
  showPlaces: 'Show {count, plural, one {# place} other {# places}}',
  hidePlaces: 'Hide places',
  placesLeftOut: 'These are the first {shown, number} of {count, number} places.',
  showFile: 'Show file',
  placePages: 'Pages of places',
  excerpt: 'Lines around line {line, number} of {path}',
  marked: 'Wrong:',
  correction: 'Write instead:',
  wholeFile: 'This is about the whole file.',
  noExcerpt: 'The lines around it cannot be shown.',
  openInPreview: 'Open the page in the preview',
  openFileInPreview: 'Open the file in the preview',
  openingPreview: 'Opening preview…',
  copyList: 'Copy list',
  copied: 'Copied {count, plural, one {# place} other {# places}}',
  copyFailed: 'Your browser did not allow copying.',
  copyMore: 'and {count, number} more',
  ignore: 'Ignore…',
  ignoreTitle: 'Ignore this finding?',
  ignoreEffect: 'It no longer counts, and stays ignored after each synchronization until you take that back.',
  ignoreEffectError: 'It is an error, so teachers will see it. Publishing is no longer blocked where you may publish.',
  reason: 'Reason',
  reasonHelp: 'Everyone who sees the package can read it.',
  submitIgnore: 'Ignore finding',
  ignoredToast: 'Finding ignored',
  unignoredToast: 'Finding is open again',
  stillIgnoredToast: 'That did not work. Try again in the list of ignored findings.',
  ignoredBy: 'Ignored by {name}',
  unignore: 'Stop ignoring',
  exportCsv: 'Export as CSV',
} as const
