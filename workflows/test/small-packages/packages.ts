import { browserOptions, testPattern, tone } from '../../../sandbox/programs/test-video.ts'
import { encodeLegacy } from '../encode-legacy.ts'
import { authoringToolPackages } from './authoring-tools.ts'
import { changed, page, part, type SmallPackage, video } from './small-package.ts'

const small = (seconds: number) => testPattern(seconds, { size: '64x48', rate: 10 })
const film = video([small(1)])
const webmOptions = '-c:v libvpx -deadline realtime'
const transportOptions = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -f mpegts'
const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
const key = '76a6c65c5ea762046bd749a2e632ccbb'

/** Small packages by name, each with the findings, videos, and start page that it must have. */
export const packages: Record<string, SmallPackage> = {
  'a whole lesson': {
    files: {
      'index.html': page('<video src="films/race.mp4"></video><img src="hare.svg">'),
      'hare.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'films/race.mp4': film,
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['films/race.mp4'],
  },

  // start page
  'no page at all': {
    files: { 'slides.pptx': 'slides', 'sheet.pdf': 'sheet' },
    rootPage: null,
    findings: ['ROOT_PAGE_MISSING '],
    videos: [],
  },
  'an index page in capitals': {
    files: { 'INDEX.HTM': page('<a href="TWO.HTM">two</a>'), 'TWO.HTM': page() },
    rootPage: 'INDEX.HTM',
    findings: [],
    videos: [],
  },
  'an index page in the only folder': {
    files: { 'lesson/index.html': page('<a href="pages/1.html">one</a>'), 'lesson/pages/1.html': page() },
    rootPage: 'lesson/index.html',
    findings: [],
    videos: [],
  },
  'a course for a learning platform': {
    files: {
      'imsmanifest.xml':
        '<manifest xmlns:adlcp="x"><organizations><organization><item identifierref="r"/></organization></organizations><resources><resource identifier="r" adlcp:scormType="sco" href="shared/launchpage.html?a=1"/></resources></manifest>',
      'shared/launchpage.html': page('<a href="../one.html">one</a>'),
      'one.html': page(),
      'two.html': page(),
    },
    rootPage: 'shared/launchpage.html',
    findings: [],
    videos: [],
  },
  'a cmi5 course in a folder': {
    files: {
      'course/cmi5.xml': '<courseStructure><au id="x"><url>go.html</url></au></courseStructure>',
      'course/go.html': page(),
      'course/other.html': page(),
    },
    rootPage: 'course/go.html',
    findings: [],
    videos: [],
  },
  'a manifest with its page in a CDATA section': {
    files: {
      'tincan.xml': '<tincan><launch lang="en"><![CDATA[go.html]]></launch></tincan>',
      'go.html': page(),
      'story.html': page(),
    },
    rootPage: 'go.html',
    findings: [],
    videos: [],
  },
  'pages with rare endings': {
    files: {
      'start.shtml': page('<a href="two.xht">two</a><img src="gone.png">'),
      'two.xht':
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>two</p></body></html>',
      'parts/nav.html': '<p>part</p>',
    },
    rootPage: null,
    findings: ['ROOT_PAGE_UNCLEAR ', 'LINK_MISSING start.shtml 1'],
    videos: [],
  },
  'a script with the name of a server page': {
    files: {
      'index.html': page('<script src="data.php"></script><script src="run.php"></script>'),
      'data.php': 'var data = 1',
      'run.php': '<?php echo 1 ?>',
    },
    rootPage: 'index.html',
    findings: ['SERVER_PAGE run.php'],
    videos: [],
  },
  'a manifest that names a missing page': {
    files: {
      'tincan.xml': '<tincan><activities><activity><launch>gone.html</launch></activity></activities></tincan>',
      'story.html': page(),
      'other.html': page(),
    },
    rootPage: 'story.html',
    findings: [],
    videos: [],
  },
  'a usual name besides an index page in a folder': {
    files: {
      'presentation.html': page('<iframe src="data/index.html"></iframe>'),
      'x.html': page(),
      'data/index.html': page(),
    },
    rootPage: 'presentation.html',
    findings: [],
    videos: [],
  },
  'several pages that could be first': {
    files: { 'one.html': page(), 'two.html': page(), 'part.html': '<p>part</p>' },
    rootPage: null,
    findings: ['ROOT_PAGE_UNCLEAR '],
    videos: [],
  },
  'a collection of lessons': {
    files: { 'one/index.html': page(), 'two/index.html': page() },
    rootPage: null,
    findings: ['ROOT_PAGE_UNCLEAR '],
    videos: [],
  },

  // tag
  'pages without a head': {
    files: {
      'index.html': '<!doctype html><title>x</title><video src="race.mp4"></video><a href="text.html">text</a>',
      'text.html': 'Only text, but <title>with a title</title>.',
      'race.mp4': film,
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['race.mp4'],
  },
  'fragments that a script loads': {
    files: {
      'index.html': page('<script>fetch("part.html")</script>'),
      'part.html': '<p>part</p><video src="race.mp4"></video>',
      'icon.html': '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>',
      'race.mp4': film,
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['race.mp4'],
  },
  'fragments in a folder of their own': {
    files: {
      'index.html': page('<div id="n"></div><script>$("#n").load("parts/nav.html")</script>'),
      'parts/nav.html':
        '<nav><img src="img/logo.png"><a href="page2.html">2</a></nav><img src="icon.png">\n<img src="gone.png"><video src="films/race.mp4"></video>',
      'parts/icon.png': 'icon',
      'page2.html': page(),
      'img/logo.png': 'logo',
      'films/race.mp4': film,
    },
    rootPage: 'index.html',
    findings: ['LINK_MISSING parts/nav.html 2'],
    videos: ['films/race.mp4'],
  },
  'fragments that pages lead to': {
    files: {
      'index.html': page('<a href="linked.html">part</a><iframe src="framed.html"></iframe>'),
      'linked.html': '<p>part</p><a href="#top">up</a>',
      'framed.html': '<p>part</p>',
      'own.html': '<p>part</p><a href="own.html">again</a>',
    },
    rootPage: 'index.html',
    findings: ['PLAYER_NOT_INSERTED framed.html', 'PLAYER_NOT_INSERTED linked.html'],
    videos: [],
  },
  'a fragment as start page': {
    files: { 'index.html': '<h1>x</h1>' },
    rootPage: 'index.html',
    findings: ['PLAYER_NOT_INSERTED index.html'],
    videos: [],
  },
  framesets: {
    files: {
      'index.html': '<frameset cols="1,2"><frame src="menu.html"><frame src="page.html"></frameset>',
      'menu.html': '<body><a href="page.html" target="_top">page</a>',
      'page.html': page(),
    },
    rootPage: 'index.html',
    findings: [],
    videos: [],
  },

  // findings
  'a file that many pages miss': {
    files: {
      'index.html': page('<script src="js/jquery.js"></script>\n<img src="hare.svg">'),
      ...Object.fromEntries(
        [1, 2, 3].map(number => [`pages/${number}.html`, page('<script src="../js/jquery.js"></script>')]),
      ),
      'hare.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    },
    rootPage: 'index.html',
    findings: ['LINK_MISSING index.html 1'],
    videos: [],
  },
  'a base over http': {
    files: {
      'index.html': `<html><head><title>x</title>\n<base href="http://example.org/old/"></head><body>${'<img src="a.png">\n'.repeat(45)}`,
      'fine.html': '<html><head><base href="pictures/"></head><body><img src="a.png">',
      'pictures/a.png': 'x',
    },
    rootPage: 'index.html',
    findings: ['MEDIA_INSECURE index.html 2'],
    videos: [],
  },
  'alternates that are not there': {
    files: {
      'index.html': page(
        '<video><source src="race.mp4">\n<source src="race.webm">\n<source src="race.ogv"></video><video src="C:\\films\\a.mp4"></video>',
      ),
      'race.mp4': film,
    },
    rootPage: 'index.html',
    findings: ['LINK_MISSING index.html 2', 'LINK_LOCAL_DISK index.html 3'],
    videos: ['race.mp4'],
  },
  'links that are none': {
    files: {
      'index.html': page(
        [
          '<p:onmouseclick href="http://example.org/"></p:onmouseclick><x-foo src="a.png"></x-foo><div href="b.html"></div>',
          '<img src="{{picture}}"><a href="<%= next %>">next</a><math><mi href="c.html">x</mi></math>',
          '<p>The letter \ufffd itself.</p><form><input name="q"></form>',
          '<a href="www.example.com">an address</a>',
        ].join('\n'),
      ),
    },
    rootPage: 'index.html',
    findings: ['LINK_MISSING index.html 4'],
    videos: [],
  },
  'pages for a server': {
    files: {
      'index.html': page('<form action="save.php" method="post"><input name="a"></form>\n<a href="list.php">list</a>'),
      'save.php': '<?php mail("teacher@example.org", $_POST["a"]);',
      'list.php': '<?php echo "x";',
    },
    rootPage: 'index.html',
    findings: ['FORM_WITHOUT_SERVER index.html 1', 'SERVER_PAGE list.php'],
    videos: [],
  },
  'files that are empty': {
    files: {
      'index.html': page('<img src="a.png">\n<script src="a.js"></script>\n<iframe src="blank.html"></iframe>'),
      'a.png': '',
      'a.js': '',
      'unused.png': '',
      'blank.html': '',
      'own.css': '',
    },
    rootPage: 'index.html',
    findings: ['FILE_EMPTY index.html 1', 'FILE_EMPTY index.html 2'],
    videos: [],
  },
  'links in unusual places': {
    files: {
      'index.html': page(
        [
          '<iframe srcdoc="<img src=a.png>"></iframe>',
          '<section data-background-image="b.png" data-background-color="red"></section>',
          '<link rel=Main-File href="c.htm"><link rel=Edit-Time-Data href="d.mso">',
          '<script>document.write("<script src=\'http://example.org/e.js\'></scr" + "ipt>")</script>',
        ].join('\n'),
      ),
    },
    rootPage: 'index.html',
    findings: [
      'LINK_MISSING index.html 1',
      'LINK_MISSING index.html 2',
      'LINK_MISSING index.html 3',
      'CONTENT_INSECURE index.html 4',
    ],
    videos: [],
  },
  'a page with more missing links than anybody reads': {
    files: {
      'index.html': page(Array.from({ length: 1_000 }, (_, index) => `\n<a href="${index}.html">x</a>`).join('')),
      'page.html': page('<a href="0.html">x</a>'),
    },
    rootPage: 'index.html',
    findings: ['LINK_MISSING index.html 2', 'LINK_MISSING page.html 1'],
    videos: [],
  },

  // case
  'links in another letter case or with other accents': {
    files: {
      'index.html': page(
        [
          '<img src="Bilder/Hase.PNG">',
          '<a href="KAPITEL/">one</a>',
          `<img src="${'bilder/F\u00fcchse.png'.normalize('NFD')}">`,
          '<video src="FILME/Race.MP4"></video>',
          '<img src="bilder/hase.png"><a href="kapitel/"><a href="kapitel/index.htm">',
          '<img src="bilder/fuchse.png">',
        ].join('\n'),
      ),
      'bilder/hase.png': 'x',
      'bilder/F\u00fcchse.png': 'x',
      'kapitel/index.htm': page(),
      'filme/race.mp4': film,
    },
    rootPage: 'index.html',
    findings: [
      'LINK_LETTER_CASE index.html 1',
      'LINK_LETTER_CASE index.html 2',
      'LINK_UNICODE_FORM index.html 3',
      'LINK_LETTER_CASE index.html 4',
      'LINK_MISSING index.html 6',
    ],
    videos: ['filme/race.mp4'],
  },
  'names with percent signs and doubled slashes': {
    files: {
      'index.html': page('<img src="100%.png"><img src="a//b.png">\n<img src="a #1.png">\n<img src="a//c.png">'),
      '100%.png': 'x',
      'a/b.png': 'x',
      'a #1.png': 'x',
    },
    rootPage: 'index.html',
    findings: ['LINK_SPECIAL_CHARACTERS index.html 2', 'LINK_MISSING index.html 3'],
    videos: [],
  },
  'captions for every ear': {
    files: {
      'index.html': page('<video src="film.mp4"></video>'),
      'film.mp4': film,
      ...Object.fromEntries(
        [
          'film',
          'film.en',
          'film.en.sdh',
          'film.sdh.de',
          'Film.forced.fr',
          'film.pt_BR',
          'film.sdh',
          'film_sdh_en',
        ].map(name => [`${name}.vtt`, 'WEBVTT\n\n00:00.000 --> 00:01.000\nHare\n']),
      ),
    },
    rootPage: 'index.html',
    findings: ['CAPTIONS_WITHOUT_VIDEO film_sdh_en.vtt'],
    videos: ['film.mp4'],
  },
  'captions of old programs': {
    files: {
      'index.html': page('<video src="film.mp4"></video><audio src="song.mp3"></audio>'),
      'film.mp4': film,
      'song.mp3': 'x',
      'song.lrc': 'no times',
      'film.ru.srt': encodeLegacy('1\n00:00:00,000 --> 00:00:01,000\nЗаяц и ёж\n', 'windows-1251'),
      'film.ja.ass': encodeLegacy('Dialogue: 0,0:00:00.00,0:00:01.00,,,,,,,ウサギ\n', 'shift_jis'),
      'film.en.sbv': '0:00:00.000,0:00:01.000\nHare\n',
      'film.de.vtt': '\n\nWEBVTT\n\n00:00.000 --> 00:01.000\nHase\n',
      'film.fr.ttml': '<tt><body><p begin="0s" end="1s">Lièvre</p></body></tt>',
      'film.it.sub': '{0}{10}Lepre',
      'film.es.smi': '<SAMI><BODY><SYNC Start=0><P>Liebre</BODY></SAMI>',
    },
    rootPage: 'index.html',
    findings: [
      'CAPTIONS_UNREADABLE film.es.smi',
      'CAPTIONS_UNREADABLE film.it.sub 1',
      'CAPTIONS_ENCODING film.ja.ass',
      'CAPTIONS_ENCODING film.ru.srt',
    ],
    videos: ['film.mp4'],
  },
  'scripts and styles by other names': {
    files: {
      'index.html': page(
        '<script src="a.txt"></script><script>new Worker("b.dat")</script><link rel="stylesheet" href="c">',
      ),
      'a.txt': 'one()',
      'b.dat': 'two()',
      c: '@import "d.inc"',
      'd.inc': 'b{}',
      'Build/game.wasm.br': 'x',
      'hand.cur': 'x',
      'hare.svgz': 'x',
    },
    rootPage: 'index.html',
    findings: [],
    videos: [],
  },

  // files that nobody meant to publish
  'passwords, keys, and leftovers': {
    files: {
      'index.html': page('<img src="logo.png"><script src="app.js"></script>\n<a href="app.js.bak">old</a>'),
      'logo.png': 'x',
      'app.js': 'one()',
      '.well-known/security.txt': 'x',
      ...{ '.env': 'x', '.htpasswd': 'x', 'keys/id_rsa': 'x', 'app.js.bak': 'x', 'index.html~': 'x', '.a.swp': 'x' },
      ...{ 'School.url': 'x', '.film.mp4.icloud': 'x' },
      'server.key': `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----\n`,
      'talk.key': 'a presentation',
    },
    rootPage: 'index.html',
    findings: [
      ...['IGNORED .a.swp', 'IGNORED .env', 'IGNORED .film.mp4.icloud', 'IGNORED .htpasswd', 'IGNORED School.url'],
      ...['LINK_IGNORED index.html 2', 'IGNORED index.html~', 'IGNORED keys/id_rsa', 'IGNORED server.key'],
    ],
    videos: [],
  },
  'a secret that the author publishes': {
    files: {
      'index.html': page(),
      'api/.env': 'x',
      'old/.env': 'x',
      'a.bak': 'x',
      '.lecternignore': '!/api/.env\n!*.bak\n!old/\n',
    },
    rootPage: 'index.html',
    findings: ['SECRET_PUBLISHED api/.env', 'IGNORED old/.env'],
    videos: [],
  },
  'conflicted copies': {
    files: {
      'index.html': page('<a href="conflict (1914-1918).html">war</a>'),
      'conflict (1914-1918).html': page(),
      "index (Anna Baer's conflicted copy 2026-01-05).html": page(),
      'index (In Konflikt stehende Kopie von Anna 2026-01-06).html': page(),
      'Images/a.png': 'x',
      'Images (Case Conflict)/a.png': 'x',
      'Images (Case Conflict)/b.png': 'x',
    },
    rootPage: 'index.html',
    findings: [
      'CONFLICTED_COPY Images (Case Conflict)/a.png',
      "CONFLICTED_COPY index (Anna Baer's conflicted copy 2026-01-05).html",
      'CONFLICTED_COPY index (In Konflikt stehende Kopie von Anna 2026-01-06).html',
    ],
    videos: [],
  },

  // images and sounds
  'images and sounds that most browsers do not show': {
    files: {
      'index.html': page(
        [
          '<img src="photo.heic"><img src="fine.heic"><img src="new.avif">',
          '<img src="photo.jpg">',
          '<img srcset="scan.tif 2x, fine.heic">',
          '<picture><source srcset="photo.heic" type="image/heic"><img src="fine.heic"></picture>',
          '<audio src="song.mid"></audio>',
          '<audio><source src="song.mid"><source src="song.mp3"></audio>',
          '<a href="scan.tif">download</a>',
        ].join('\n'),
      ),
      'style.css': 'b{background:url(layers.psd)}',
      'photo.heic': heic,
      'photo.jpg': heic,
      'fine.heic': Buffer.from('ffd8ffe0', 'hex'),
      'new.avif': Buffer.from('\0\0\0\x18ftypavif\0\0\0\0mif1avif', 'latin1'),
      'scan.tif': 'II*\0',
      'layers.psd': '8BPS',
      'song.mid': 'MThd',
      'song.mp3': 'ID3',
    },
    rootPage: 'index.html',
    findings: [
      ...['IMAGE_UNSUPPORTED index.html 1', 'IMAGE_UNSUPPORTED index.html 2', 'IMAGE_UNSUPPORTED index.html 3'],
      ...['SOUND_UNSUPPORTED index.html 5', 'IMAGE_UNSUPPORTED style.css 1'],
    ],
    videos: [],
  },

  // video
  'an empty script, after another package had an empty video': {
    files: { 'index.html': page('<script src="step.js"></script>'), 'step.js': '' },
    rootPage: 'index.html',
    findings: ['FILE_EMPTY index.html 1'],
    videos: [],
  },
  'an empty video, and a text with the bytes of a broken one': {
    files: {
      'index.html': page('<video src="empty.mp4"></video><video src="film.mp4"></video>'),
      ...{ 'empty.mp4': '', 'film.mp4': 'not a video', 'notes.txt': 'not a video' },
    },
    rootPage: 'index.html',
    findings: ['VIDEO_UNREADABLE empty.mp4', 'VIDEO_UNREADABLE film.mp4'],
    videos: [],
  },
  'sound that is named like a video': {
    files: {
      'index.html': page('<video src="sound.mp4"></video><audio src="song.ogg"></audio>'),
      ...{ 'sound.mp4': video([tone(1)]), 'sound.m4a': video([tone(1)]) },
      'song.ogg': video([tone(1)], '-c:a libvorbis', 'ogg'),
      'speech.webm': video([tone(1)], '-c:a libopus', 'webm'),
    },
    rootPage: 'index.html',
    findings: [],
    videos: [],
  },
  'two films with one name, and one film in two formats': {
    files: {
      'index.html': page(
        '<video src="intro.mp4"></video><video src="intro.mov"></video><video src="talk.mp4"></video>',
      ),
      'intro.mp4': film,
      'intro.mov': video([small(3)], browserOptions, 'mov'),
      'talk.mp4': video([small(2)]),
      'talk.webm': video([small(2)], webmOptions, 'webm'),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_ALTERNATE_SOURCE talk.webm'],
    videos: ['intro.mov', 'intro.mp4', 'talk.mp4'],
  },
  'talks over a still picture, and a film in two languages': {
    files: {
      'index.html': page(
        '<video src="talk.mp4"></video><video src="talk.mkv"></video><video src="late.webm"></video><video src="film.mp4"></video>',
      ),
      'talk.mp4': video([small(1), tone(3)]),
      'talk.mkv': video([small(1), tone(3)], '-c:v mpeg4 -c:a libopus', 'mkv'),
      'late.webm': video([small(1), tone(2)], `${webmOptions} -vf setpts=PTS+1/TB -c:a libopus -live 1`, 'webm'),
      'film.mp4': video([small(1), tone(1), tone(1, 880)], `${browserOptions} -map 0 -map 1 -map 2`),
    },
    rootPage: 'index.html',
    findings: [
      ...['VIDEO_SOUND_TRACKS film.mp4', 'VIDEO_NOT_STREAMED late.webm'],
      ...['VIDEO_ALTERNATE_SOURCE talk.mkv', 'VIDEO_NOT_STREAMED talk.mp4'],
    ],
    videos: ['film.mp4'],
  },
  'a talk over a still picture that browsers do not play': {
    files: {
      'index.html': page('<video src="talk.mkv"></video>'),
      'talk.mkv': video([small(1), tone(3)], '-c:v mpeg4 -c:a libopus', 'mkv'),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_PICTURE_SHORT talk.mkv'],
    videos: ['talk.mkv'],
  },
  'formats in folders of their own': {
    files: {
      'index.html': page('<video><source src="mp4/walk.mp4"><source src="webm/walk.webm"></video>'),
      'mp4/walk.mp4': film,
      'webm/walk.webm': video([small(1)], webmOptions, 'webm'),
      'webm/other.webm': video([small(1)], webmOptions, 'webm'),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_ALTERNATE_SOURCE webm/walk.webm'],
    videos: ['mp4/walk.mp4', 'webm/other.webm'],
  },
  'a broken mp4 beside a whole webm': {
    files: {
      'index.html': page('<video><source src="film.mp4"><source src="film.webm"></video>'),
      'film.mp4': 'not a video',
      'film.webm': video([small(1)], webmOptions, 'webm'),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_ALTERNATE_BROKEN film.mp4'],
    videos: ['film.webm'],
  },
  'a recording of a browser, without a length': {
    files: {
      'index.html': page('<video src="recording.webm"></video>'),
      'recording.webm': video([small(1), tone(1)], `${webmOptions} -c:a libopus -live 1`, 'webm'),
    },
    rootPage: 'index.html',
    findings: [],
    videos: ['recording.webm'],
  },
  'videos of which a part is missing': {
    files: {
      'index.html': page(
        '<video src="start.mp4"></video><video src="start.webm"></video><video src="long.mp4"></video>',
      ),
      'start.mp4': part(video([testPattern(4, { size: '160x90' })]), 0.6),
      'start.webm': part(video([testPattern(8, { size: '160x90' })], webmOptions, 'webm'), 0.5),
      // Its data says that it is longer than the file, but every sample is there.
      'long.mp4': changed(film, bytes => {
        const data = bytes.indexOf('mdat') - 4
        bytes.writeUInt32BE(bytes.readUInt32BE(data) + 5_000, data)
      }),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_TRUNCATED start.mp4', 'VIDEO_TRUNCATED start.webm'],
    videos: ['long.mp4'],
  },
  'broken sounds with the names of videos': {
    files: {
      'index.html': page(
        '<audio src="song.ogg"></audio><audio src="speech.mp4"></audio><audio src="noise.mp4"></audio>',
      ),
      ...{ 'song.ogg': '', 'noise.mp4': 'not a sound' },
      'speech.mp4': part(video([tone(4)], '-c:a aac -movflags faststart'), 0.6),
    },
    rootPage: 'index.html',
    findings: ['FILE_EMPTY index.html 1', 'SOUND_UNREADABLE noise.mp4', 'SOUND_UNREADABLE speech.mp4'],
    videos: [],
  },
  'old formats of which a part is missing': {
    files: {
      'index.html': page('<video src="a.avi"></video><video src="b.wmv"></video><video src="c.flv"></video>'),
      'a.avi': part(video([testPattern(8, { size: '160x90' })], '-c:v mpeg4', 'avi'), 0.6),
      'b.wmv': part(video([testPattern(8, { size: '160x90' })], '-c:v wmv2', 'asf'), 0.6),
      'c.flv': part(video([testPattern(8, { size: '160x90' })], '-c:v flv1', 'flv'), 0.6),
      'd.ogv': part(video([testPattern(8, { size: '160x90' })], '-c:v libtheora', 'ogv'), 0.6),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_TRUNCATED a.avi', 'VIDEO_TRUNCATED b.wmv', 'VIDEO_TRUNCATED c.flv', 'VIDEO_TRUNCATED d.ogv'],
    videos: [],
  },
  'a copy-protected video': {
    files: {
      'index.html': page('<video src="bought.mp4"></video>'),
      'bought.mp4': video(
        [small(1)],
        `${browserOptions} -encryption_scheme cenc-aes-ctr -encryption_key ${key} -encryption_kid ${key}`,
      ),
    },
    rootPage: 'index.html',
    findings: ['VIDEO_PROTECTED bought.mp4'],
    videos: [],
  },
  'transport streams, programs, and an own stream': {
    files: {
      'index.html': page(
        '<script src="src/main.js"></script><video src="camera.mts"></video><video src="broken.ts"></video>',
      ),
      ...{
        'src/main.js': 'one()',
        'src/main.ts': 'export const one = 1',
        'src/part.mts': 'export const two = 2',
        'broken.ts': '',
      },
      'camera.mts': video([small(2)], transportOptions, 'ts'),
      'lecture.ts': video([small(1)], transportOptions, 'ts'),
      'disc.vob': video([small(1)], '-c:v mpeg2video -f vob', 'vob'),
      'hls/index.m3u8':
        '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nparts/0.ts\n#EXTINF:1,\nparts/1.ts\n#EXT-X-ENDLIST\n',
      'hls/parts/0.ts': video([small(1)], transportOptions, 'ts'),
      'hls/parts/1.ts': video([small(1)], transportOptions, 'ts'),
    },
    rootPage: 'index.html',
    findings: ['FILE_EMPTY index.html 1'],
    videos: ['camera.mts', 'disc.vob', 'lecture.ts'],
  },
  'a playlist and a script that are named like videos': {
    files: {
      'index.html': page('<video src="list.mp4"></video><video src="concat.mp4"></video>'),
      'list.mp4': '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n',
      'concat.mp4': "ffconcat version 1.0\nfile 'http://127.0.0.1:9/secret.mp4'\nfile '/etc/passwd'\n",
    },
    rootPage: 'index.html',
    findings: ['VIDEO_UNREADABLE concat.mp4', 'VIDEO_UNREADABLE list.mp4'],
    videos: [],
  },

  ...authoringToolPackages,
}
