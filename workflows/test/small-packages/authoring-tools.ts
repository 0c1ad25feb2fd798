import { testPattern } from '../../../sandbox/programs/test-video.ts'
import { page, type SmallPackage, video } from './small-package.ts'

// The names of files and folders are those that the tools write. All contents are our own.

const clip = video([testPattern(1, { size: '64x48', rate: 10 })])

const files = (...paths: string[]) => Object.fromEntries(paths.map(path => [path, 'x']))

const scripts = (...paths: string[]) => paths.map(path => `<script src="${path}"></script>`).join('')

/** A launch manifest of SCORM 1.2 that names this page. */
const scorm = (href: string) => `<?xml version="1.0" encoding="utf-8"?>
<manifest identifier="hare" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="org"><organization identifier="org"><title><![CDATA[The hare & the hedgehog]]></title>
<item identifier="item" isvisible="true" identifierref="res"><title>Hare</title></item></organization></organizations>
<resources><resource identifier="res" type="webcontent" href="${href}" adlcp:scormtype="sco"><file href="${href}"/></resource></resources>
</manifest>`

/** A launch manifest of xAPI. Only the first activity can be launched. */
const tinCan = (launch: string) => `<?xml version="1.0" encoding="utf-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="urn:hare" type="http://adlnet.gov/expapi/activities/course"><name lang="und">Hare</name><launch lang="und">${launch}</launch></activity>
<activity id="urn:hare/1" type="http://adlnet.gov/expapi/activities/module"><name lang="und">Furrow</name></activity>
</activities></tincan>`

const cmi5 = (url: string) => `<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://example.org/hare"><title><langstring lang="en">Hare</langstring></title></course>
<au id="https://example.org/hare/1" launchMethod="OwnWindow" moveOn="CompletedOrPassed"><title><langstring lang="en">Hare</langstring></title><url>${url}</url></au>
</courseStructure>`

/** What Storyline writes beside its pages. The video is named only by its scripts. */
const storylineFiles = {
  ...files('html5/data/css/output.min.css', 'html5/data/js/data.js', 'html5/lib/scripts/bootstrapper.min.js'),
  ...files('mobile/hare.png', 'story_content/frame.xml', 'story_content/user.js', 'meta.xml'),
  'story_content/video_hare_22_48_854x480.mp4': clip,
}
const storyPage = page(
  '<script src="story_content/user.js"></script><link rel="stylesheet" href="html5/data/css/output.min.css" data-noprefix>' +
    scripts('html5/lib/scripts/bootstrapper.min.js'),
)
/** What Articulate's tools add for a learning platform. */
const platformFiles = { ...files('lms/scormdriver.js'), 'lms/blank.html': page(), 'lms/goodbye.html': page() }
const storylineVideo = ['story_content/video_hare_22_48_854x480.mp4']

/** Small packages that are shaped like the exports of authoring tools. Opened from a disk, all of them work. */
export const authoringToolPackages: Record<string, SmallPackage> = {
  'Storyline for the web': {
    files: { 'story.html': storyPage, 'analytics-frame.html': page(), ...storylineFiles },
    rootPage: 'story.html',
    findings: [],
    videos: storylineVideo,
  },
  'Storyline for a learning platform': {
    files: {
      'index_lms.html': page(scripts('lms/scormdriver.js', 'html5/lib/scripts/bootstrapper.min.js')),
      'story.html': storyPage,
      'imsmanifest.xml': scorm('index_lms.html'),
      ...{ ...storylineFiles, ...platformFiles },
    },
    rootPage: 'index_lms.html',
    findings: [],
    videos: storylineVideo,
  },
  'Storyline of the time of Flash, for xAPI': {
    files: {
      'index_lms.html': page(scripts('lms/scormdriver.js')),
      'index_lms_html5.html': page(scripts('lms/scormdriver.js')),
      'story.html': page('<script>html = "<object type=\'application/x-shockwave-flash\'>"</script>'),
      'story_html5.html': storyPage,
      'story_unsupported.html': page('<a href="https://get.adobe.com/flashplayer/">Flash</a>'),
      'ioslaunch.html': page(),
      'story.swf': 'x',
      'tincan.xml': tinCan('index_lms.html'),
      ...{ ...storylineFiles, ...platformFiles },
    },
    rootPage: 'index_lms.html',
    findings: ['ANIMATION_OUTDATED story.swf'],
    videos: storylineVideo,
  },
  'Storyline for cmi5': {
    files: {
      'index_lms.html': page(scripts('lms/scormdriver.js')),
      'story.html': storyPage,
      'cmi5.xml': cmi5('index_lms.html'),
      ...{ ...storylineFiles, ...platformFiles },
    },
    rootPage: 'index_lms.html',
    findings: [],
    videos: storylineVideo,
  },
  'Presenter for a learning platform': {
    files: {
      'index_lms.html': page(scripts('lms/scormdriver.js')),
      'presentation.html': page('<script>location.replace("presentation_html5.html")</script><p><a href=""></a></p>'),
      'presentation_html5.html': page(scripts('html5/data/js/data.js')),
      'imsmanifest.xml': scorm('index_lms.html'),
      ...files('html5/data/js/data.js', 'presentation_content/frame.xml', 'presentation_content/user.js'),
      ...platformFiles,
    },
    rootPage: 'index_lms.html',
    findings: [],
    videos: [],
  },
  'Rise for a learning platform': {
    files: {
      'scormdriver/indexAPI.html': page(scripts('scormdriver.js')),
      'scormdriver/scormdriver.js': 'x',
      'scormcontent/index.html': page(
        `<link rel="stylesheet" href="lib/icomoon.css">${scripts('lib/lzwcompress.js')}<!--[if lt IE 9]>${scripts('//example.org/old.js')}<![endif]-->`,
      ),
      ...files('scormcontent/lib/icomoon.css', 'scormcontent/lib/lzwcompress.js', 'scormcontent/locales/und.js'),
      'scormcontent/assets/hare.mp4': clip,
      'imsmanifest.xml': scorm('scormdriver/indexAPI.html'),
    },
    rootPage: 'scormdriver/indexAPI.html',
    findings: [],
    videos: ['scormcontent/assets/hare.mp4'],
  },
  'Captivate for a learning platform': {
    files: {
      'index_scorm.html': page(
        `<link rel="stylesheet" href="assets/css/CPLibraryAll.css">${scripts('scormdriver.js', 'browsersniff.js', 'Utilities.js', 'assets/js/CPM.js')}<img src="dr/loading.gif">`,
      ),
      'goodbye.html': page(),
      'imsmanifest.xml': scorm('index_scorm.html'),
      ...files(
        'scormdriver.js',
        'browsersniff.js',
        'Utilities.js',
        'SCORM_utilities.js',
        'metadata.xml',
        'project.txt',
      ),
      ...files('assets/css/CPLibraryAll.css', 'assets/js/CPM.js', 'ar/Mouse.mp3', 'dr/loading.gif', 'dr/img1.json'),
      'vr/Video_1.mp4': clip,
    },
    rootPage: 'index_scorm.html',
    findings: [],
    videos: ['vr/Video_1.mp4'],
  },
  'Captivate for the web, with Flash': {
    files: {
      'index.html': page(scripts('assets/js/CPM.js')),
      'multiscreen.html':
        '<html><head><title></title></head><frameset rows="100%,0%"><frame id="frame1" src=""></frameset><noframes>x</noframes></html>',
      'hare.htm': `<!-- saved from url=(0013)about:internet -->\n<!doctype html>${page(scripts('standard.js'))}`,
      'hare_fs.htm': page(scripts('standard.js')),
      ...files('hare.swf', 'standard.js', 'assets/js/CPM.js'),
    },
    rootPage: 'index.html',
    findings: ['ANIMATION_OUTDATED hare.swf'],
    videos: [],
  },
  'iSpring for a learning platform': {
    files: {
      'imsmanifest.xml': scorm('res/index.html'),
      'res/index.html': page(
        `<link rel="apple-touch-icon-precomposed" href="data/apple-touch-icon.png">${scripts('lms.js', 'data/browsersupport.js?5EDB17F0', 'data/player.js?5EDB17F0')}`,
      ),
      'res/data/html5-unsupported.html': page('<img src="html5.png">'),
      ...files(
        'res/lms.js',
        'res/data/browsersupport.js',
        'res/data/player.js',
        'res/data/slide1.js',
        'res/data/slide1.css',
      ),
      ...files('res/data/apple-touch-icon.png', 'res/data/html5.png', 'res/data/marker.cur', 'res/data/fnt0.woff'),
      'res/data/vid0.mp4': clip,
    },
    rootPage: 'res/index.html',
    findings: [],
    videos: ['res/data/vid0.mp4'],
  },
  'H5P without a platform': {
    files: {
      'index.html': page(
        `<link rel="stylesheet" href="assets/styles/h5p.css"><div id="h5p-container"></div>${scripts('assets/main.bundle.js')}<script>new H5PStandalone.H5P(document.body, { h5pJsonPath: 'h5p', frameJs: 'assets/frame.bundle.js' })</script>`,
      ),
      ...files('assets/main.bundle.js', 'assets/frame.bundle.js', 'assets/styles/h5p.css'),
      'h5p/h5p.json': '{"mainLibrary":"H5P.InteractiveVideo"}',
      'h5p/content/content.json': '{"interactiveVideo":{"video":{"files":[{"path":"videos/hare.mp4"}]}}}',
      ...files('h5p/H5P.InteractiveVideo-1.26/library.json', 'h5p/H5P.InteractiveVideo-1.26/dist/video.js'),
      'h5p/content/videos/hare.mp4': clip,
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['h5p/content/videos/hare.mp4'],
  },
  'eXeLearning for a learning platform': {
    files: {
      'index.html': page(
        `<link rel="stylesheet" href="theme/style.css">${scripts('libs/jquery/jquery.min.js', 'libs/common.js')}<nav id="siteNav"><a href="html/the-furrow.html">Furrow</a></nav><a href="html/the-furrow.html" rel="next">next</a>`,
      ),
      'html/the-furrow.html': page(
        `<link rel="stylesheet" href="../theme/style.css"><a href="../index.html" rel="prev">previous</a><video controls><source src="../content/resources/hare.mp4" type="video/mp4"></video>`,
      ),
      'imsmanifest.xml': scorm('index.html'),
      ...files('imslrm.xml', 'content.xml', 'imscp_rootv1p1p2.xsd', 'adlcp_rootv1p2.xsd', 'search_index.js'),
      ...files('libs/jquery/jquery.min.js', 'libs/common.js', 'theme/style.css', 'theme/config.xml'),
      'content/resources/hare.mp4': clip,
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['content/resources/hare.mp4'],
  },
  'Adapt for a learning platform': {
    files: {
      'index.html': page(
        `<link rel="stylesheet" href="adapt.css">${scripts('libraries/require.js', 'adapt/js/adapt.min.js')}`,
      ),
      'index_lms.html': page(`<link rel="stylesheet" href="adapt.css">${scripts('adapt/js/adapt.min.js')}`),
      'scorm_test_harness.html': page('<a href="index_lms.html">start</a>'),
      'imsmanifest.xml': scorm('index_lms.html'),
      ...files('adapt.css', 'templates.js', 'libraries/require.js', 'adapt/js/adapt.min.js', 'course/config.json'),
      'course/en/components.json': '[{"_media":{"mp4":"course/en/assets/hare.mp4"}}]',
      'course/en/assets/hare.mp4': clip,
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['course/en/assets/hare.mp4'],
  },
  'Hot Potatoes with an index': {
    files: {
      'index.htm': page(
        '<ul class="Index"><li><a href="gaps.htm">Gaps</a></li><li><a href="cross.htm">Cross</a></li></ul>',
      ),
      'gaps.htm': page(
        '<form id="Cloze" method="post" action="" onsubmit="return false;"><input id="Gap0"></form><button onclick="location=\'cross.htm\'; return false;">next</button>',
      ),
      'cross.htm': page(
        '<form method="post" action="" onsubmit="return false;"><a href="javascript:void(0);">1</a></form>',
      ),
      'gaps.jcl': 'x',
    },
    rootPage: 'index.htm',
    findings: [],
    videos: [],
  },
  'Hot Potatoes without an index': {
    files: { 'gaps.htm': page(), 'cross.htm': page(), 'gaps.jcl': 'x', 'cross.jcw': 'x' },
    rootPage: null,
    findings: ['ROOT_PAGE_UNCLEAR '],
    videos: [],
  },
  'Lectora for xAPI': {
    files: {
      'a001index.html': `<!DOCTYPE html><html><head><title>Hare</title>${scripts('trivantis.js')}<script>document.write("Get a browser: <a href='http://example.org/ie/'>here</a>")</script></head><frameset rows="0,*"><frame name="titlemgrframe" src="a001titlemgr.html" /><frame name="contentframe" src="a001content.html" /></frameset></html>`,
      'a001titlemgr.html': page(scripts('trivantis.js')),
      'a001content.html': page('<a href="course_the_furrow.html">start</a>'),
      'course_the_furrow.html': page(scripts('device_Desktop/course_the_furrow.js')),
      'trivantistestresults.html': page(),
      'tincan.xml': tinCan('a001index.html'),
      ...files('trivantis.js', 'tincanwrapper.js', 'device_Desktop/course_the_furrow.js', '_tobj190.xml'),
      'media/hare.mp4': clip,
    },
    rootPage: 'a001index.html',
    findings: [],
    videos: ['media/hare.mp4'],
  },
  'Lectora for the web': {
    files: {
      'a001index.html': page('<iframe src="a001content.html"></iframe>'),
      'a001content.html': page('<a href="page1.html">start</a>'),
      'page1.html': page(),
    },
    rootPage: null,
    findings: ['ROOT_PAGE_UNCLEAR '],
    videos: [],
  },
}
