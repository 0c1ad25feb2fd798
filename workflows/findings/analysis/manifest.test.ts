import { describe, expect, test } from 'vitest'
import { findLaunchUrl } from './manifest.ts'

const scorm = (organizations: string, resources: string, attributes = '') =>
  `<?xml version="1.0"?><manifest ${attributes}><organizations>${organizations}</organizations><resources>${resources}</resources></manifest>`

describe('finds what a manifest names', () => {
  test.each([
    [
      'of SCORM',
      scorm(
        '<organization><item identifierref="r1"/></organization>',
        '<resource identifier="r0" href="no.html"/><resource identifier="r1" href="a/start.html?x=1"/>',
      ),
      'a/start.html?x=1',
    ],
    [
      'with nested items and resources without a page',
      scorm(
        '<organization><item identifierref="r0"><title>x</title><item identifierref="r1"/></item></organization>',
        '<resource identifier="r0"/><resource identifier="r1" href="b.html"/>',
      ),
      'b.html',
    ],
    [
      'only in the first organization',
      scorm(
        '<organization><item/></organization><organization><item identifierref="r1"/></organization>',
        '<resource identifier="r1" href="b.html"/>',
      ),
      null,
    ],
    [
      'with prefixes and bases',
      '<i:manifest xml:base="content/"><i:organizations><i:organization><i:item identifierref="r"/></i:organization></i:organizations><i:resources xml:base="a/"><i:resource identifier="r" href="b.html" xml:base="c/"/></i:resources></i:manifest>',
      'content/a/c/b.html',
    ],
    [
      'of cmi5',
      '<courseStructure><course/><au id="1"><title>x</title><url> go.html </url></au></courseStructure>',
      'go.html',
    ],
    [
      'of Tin Can',
      '<tincan><activities><activity><launch lang="en">story.html</launch></activity></activities></tincan>',
      'story.html',
    ],
    [
      'of Tin Can in a CDATA section',
      '<tincan><launch lang="en"><!-- the page --><![CDATA[index_lms.html]]></launch></tincan>',
      'index_lms.html',
    ],
    [
      'of cmi5 in a CDATA section',
      '<courseStructure><au><url>\n<![CDATA[go.html?a=1&b=2]]>\n</url></au></courseStructure>',
      'go.html?a=1&b=2',
    ],
    ['that is empty', '', null],
    ['that is broken', '<manifest><organizations><organization><item identifierref="r">', null],
    [
      'with strange names',
      '<constructor><__proto__ identifier="__proto__"/><organization><item identifierref="__proto__"/></organization></constructor>',
      null,
    ],
  ])('%s', (_, text, url) => {
    expect(findLaunchUrl(text)).toBe(url)
  })
})
